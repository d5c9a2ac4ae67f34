// Keeps the call through breaks of the connection: notices them, says so, takes the call up again. Owned by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { Call } from '../call/call.ts';
import { CallError } from '../link/call-error.ts';
import { createConnectionClassifier } from '../call/classify-connection.ts';
import { isPassingRefusal } from '../call/plan-settling.ts';
import { createSilenceDetector } from '../call/silence.ts';
import type { MeetingState } from './meeting-model.ts';
import type { ServerLink } from '../link/server-link.ts';
import { watchNetwork } from './watch-network.ts';

const lookIntervalMs = 1000;
const pauseMs = 2000;

export interface ConnectionMonitorParts {
  readonly store: StoreApi<MeetingState>;
  readonly link: ServerLink;
  readonly call: () => Call | undefined;
  /** The server will not have this call back. */
  readonly refused: (error: unknown) => void;
}

export class ConnectionMonitor {
  readonly #parts: ConnectionMonitorParts;
  #signalling = true;
  #media = true;
  /** What the system says of the machine's network. */
  #network = true;
  /** A room was left without the server hearing of it. */
  #owesLeave = false;
  #judge = createConnectionClassifier();
  #fellSilent = createSilenceDetector();

  constructor(parts: ConnectionMonitorParts) {
    this.#parts = parts;
  }

  /** Watches the connection from now on, whenever the system says that the network changed. */
  start(): void {
    watchNetwork({
      onSuspicion: () => this.verify(),
      onNetwork: (there) => void this.#networkChanged(there),
    });
    setInterval(() => void this.#look(), lookIntervalMs);
  }

  /** The way to the server may have broken: it is looked at now. */
  verify(): void {
    if (this.#parts.call()) void this.#parts.link.check();
  }

  /** A machine without network is shown as such at once, unless its server answers all the same: on this very machine. */
  async #networkChanged(there: boolean): Promise<void> {
    this.#network = there;
    this.#show();
    if (there || !this.#parts.call()) return;
    if (await this.#parts.link.check()) this.#network = true;
    this.#show();
  }

  /** A call begins or is over: nothing is broken. */
  reset(): void {
    this.#media = true;
    this.#signalling = true;
    this.#judge = createConnectionClassifier();
    this.#fellSilent = createSilenceDetector();
    this.#show();
  }

  /** Packets stopped finding their way, or found it again. */
  flowChanged(flowing: boolean): void {
    this.#media = flowing;
    this.#show();
  }

  signallingBroke(): void {
    this.#signalling = false;
    this.#show();
  }

  /** The socket stands again: the call goes on, or what is left of one is cleared away. */
  async signallingCameBack(): Promise<void> {
    const call = this.#parts.call();
    try {
      if (call) await call.resume();
      else if (this.#owesLeave) await this.#parts.link.leaveRoom();
      this.#owesLeave = false;
      this.#signalling = true;
      this.#network = true;
      this.#show();
    } catch (error) {
      if (call !== this.#parts.call()) return;
      if (await this.#isPassing(error)) setTimeout(() => void this.signallingCameBack(), pauseMs);
      else if (!(error instanceof CallError)) this.#parts.refused(error);
    }
  }

  /** Whether trying again over the same socket may help; over a new one it is tried anyway. */
  async #isPassing(error: unknown): Promise<boolean> {
    if (error instanceof CallError) return this.#parts.link.check();
    return isPassingRefusal(error);
  }

  /** Leaves the room; a server that cannot be told hears of it as soon as it can. */
  async leave(call: Call): Promise<void> {
    this.#owesLeave = !(await call.leave());
  }

  /** Called when a request to join got no answer: the server may have given the place all the same. */
  entranceUnanswered(): void {
    this.#owesLeave = true;
  }

  /** A new place in a room takes the one of a room that could not be left properly. */
  entered(): void {
    this.#owesLeave = false;
    this.reset();
  }

  /** Reports the quality of the connection to the others; verifies one that fell silent at once. */
  async #look(): Promise<void> {
    const call = this.#parts.call();
    if (!call) return;
    try {
      const sample = await call.sampleConnection();
      if (!sample || call !== this.#parts.call()) return;
      if (this.#fellSilent(sample.packetsReceived)) void this.#parts.link.check();
      await call.reportQuality(this.#judge(sample));
    } catch {
      // Broken just now, or its transports were closed meanwhile: the next look tells.
    }
  }

  #show(): void {
    const reconnecting =
      this.#parts.call() !== undefined && !(this.#signalling && this.#media && this.#network);
    if (this.#parts.store.getState().reconnecting !== reconnecting)
      this.#parts.store.setState({ reconnecting });
  }
}
