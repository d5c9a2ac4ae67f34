// The way into a room and out of it, and the call that runs in between with what it tells. Owned by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import type { CallState } from '../ipc.ts';
import type { Call } from '../call/call.ts';
import type { CallHooks } from '../call/call-hooks.ts';
import { type MeetingElsewhere, RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import type { Entrance } from '../call/enter-room.ts';
import type { Signalling } from '../link/signalling.ts';
import type { VoiceEngine } from '../media/voice-contract.ts';
import type { DeviceController } from './device-controller.ts';
import type { ConnectionMonitor } from './connection-monitor.ts';
import type { JoinWith, MeetingState } from './meeting-model.ts';
import type { LocalSources } from './local-sources.ts';
import type { PreferencesController } from './preferences-controller.ts';
import type { ReceivedMedia } from './received-media.ts';
import type { ServerLink } from '../link/server-link.ts';
import { showingProblems, toProblem } from './to-problem.ts';

export interface RoomControllerParts {
  readonly store: StoreApi<MeetingState>;
  readonly link: ServerLink;
  readonly line: ConnectionMonitor;
  readonly received: ReceivedMedia;
  readonly own: LocalSources;
  readonly devices: DeviceController;
  readonly preferences: PreferencesController;
  readonly engine: () => VoiceEngine;
  readonly createCall: (signalling: Signalling, hooks: CallHooks, playsSpeex: boolean) => Call;
}

export class RoomController {
  readonly #parts: RoomControllerParts;
  #call: Call | undefined;
  /** From the wish to enter to the end; whatever comes late and belongs to another one is left alone. */
  #stay: object | undefined;

  constructor(parts: RoomControllerParts) {
    this.#parts = parts;
  }

  /** The running call, if there is one. */
  get call(): Call | undefined {
    return this.#call;
  }

  /**
   * From the lobby into a room. Where the account is in a meeting at another window, a question is shown in its place (`moveQuestion`).
   * @param switchOn what is on from the beginning; as chosen in the lobby unless told otherwise
   * @throws RequestError, CallError
   */
  async enter(entrance: Entrance, switchOn?: JoinWith): Promise<void> {
    const { store, link, line } = this.#parts;
    if (store.getState().phase !== 'lobby') return;
    store.setState({ phase: 'joining', problem: undefined, moveQuestion: undefined });
    // Browsers start sound only while a click is being handled.
    void this.#parts.engine().resume();
    const stay = {};
    this.#stay = stay;
    try {
      const signalling = await link.open();
      if (this.#stay !== stay) return;
      const call = this.#parts.createCall(signalling, this.#hooks(stay), store.getState().speexAvailable);
      this.#call = call;
      await call.enter(entrance);
      if (this.#stay !== stay) return await this.#leaveUnseen(call);
    } catch (error) {
      // Given up meanwhile: the outcome no longer matters.
      if (this.#stay !== stay) return;
      this.end();
      if (error instanceof CallError) line.entranceUnanswered();
      if (!this.#isElsewhere(error, entrance)) throw error;
      return;
    }
    store.setState({ phase: 'call', movedFrom: undefined });
    line.entered();
    await this.#settleIn(switchOn ?? store.getState().joinWith);
  }

  /**
   * Into the call in which the earlier page of this window crashed. A share is left off: only the person can choose again what is
   * seen of the screen. @throws RequestError, CallError
   */
  async resume({ number, place, microphone, camera, share }: CallState): Promise<void> {
    const { store } = this.#parts;
    await this.enter(
      { kind: 'resume', number, ...(place?.secret !== undefined && { secret: place.secret }) },
      { microphone: microphone !== 'off', camera: camera !== 'off' },
    );
    if (share !== 'off' && this.#call) store.setState({ problem: { code: 'share-not-resumed' } });
  }

  /** The server will not have the running call back. */
  lose(error: unknown): void {
    const { store } = this.#parts;
    const number = store.getState().room?.number;
    if (number !== undefined && meetingElsewhere(error)) return this.moved(number);
    this.end();
    store.setState({ problem: toProblem(error) });
  }

  /**
   * The account's place in the meeting of this number went to another of its windows: where there was a call here, a screen of its own
   * says so. This window stays signed in and connected, and stays out until its owner asks for the call here.
   */
  moved(number: string): void {
    const { store } = this.#parts;
    const { phase, room } = store.getState();
    if (phase !== 'call' && phase !== 'joining') return;
    this.end();
    this.#showMoved(number, room?.secret);
  }

  /** @throws RequestError, CallError */
  async answerMove(moves: boolean): Promise<void> {
    const { store } = this.#parts;
    const { moveQuestion } = store.getState();
    store.setState({ moveQuestion: undefined });
    if (moves && moveQuestion) await this.enter({ ...moveQuestion.entrance, moveHere: true });
  }

  /** Back into the call that moved from here; the person says so themselves, and is not asked again. @throws RequestError, CallError */
  async bringBack(): Promise<void> {
    const { movedFrom } = this.#parts.store.getState();
    if (movedFrom) await this.enter({ kind: 'join', ...movedFrom, moveHere: true });
  }

  async leave(): Promise<void> {
    const call = this.#call;
    this.end();
    if (call) await this.#parts.line.leave(call);
  }

  /** Back to the lobby; devices are let go of at once. */
  end(): void {
    const { store, own, line } = this.#parts;
    this.#call?.abandon();
    this.#call = undefined;
    this.#stay = undefined;
    own.end();
    line.reset();
    const { phase } = store.getState();
    store.setState({
      room: undefined,
      phase: phase === 'call' || phase === 'joining' ? 'lobby' : phase,
    });
  }

  /**
   * Whether an entrance was refused since the account is in a meeting at another window. What the person asks for here becomes a
   * question; what the page does by itself never takes the place.
   */
  #isElsewhere(error: unknown, entrance: Entrance): boolean {
    const elsewhere = meetingElsewhere(error);
    if (elsewhere === undefined) return false;
    if (entrance.kind === 'resume') this.#showMoved(entrance.number, entrance.secret);
    else this.#parts.store.setState({ moveQuestion: { entrance, elsewhere } });
    return true;
  }

  #showMoved(number: string, secret: string | undefined): void {
    const movedFrom = { number, ...(secret !== undefined && { secret }) };
    this.#parts.store.setState({ movedFrom, returningTo: undefined });
  }

  /** A place that was given after the wish for it was given up; a newer entrance gives it back by itself. */
  async #leaveUnseen(call: Call): Promise<void> {
    call.abandon();
    if (this.#stay === undefined) await this.#parts.line.leave(call);
  }

  /** A call that is over has no say any more. */
  #hooks(stay: object): CallHooks {
    const { store, received, own, line } = this.#parts;
    const whileIn =
      <A extends unknown[]>(work: (...args: A) => void) =>
      (...args: A): void => {
        if (this.#stay === stay) work(...args);
      };
    return {
      receiverCreated: (incoming, receiver) => received.receiverCreated(incoming, receiver),
      trackReceived: (incoming, track) => received.trackReceived(incoming, track),
      picturesReceived: (incoming, listen) => received.picturesReceived(incoming, listen),
      sourceEnded: (producerId) => received.sourceEnded(producerId),
      roomChanged: whileIn((room) => this.#setRoom(room)),
      keyFrameRequested: (producerId, bytesPerSecond) =>
        own.pictures.requestKeyFrame(producerId, bytesPerSecond),
      picturePaceLimited: (producerId, bytesPerSecond) => own.pictures.limitPace(producerId, bytesPerSecond),
      pictureWatched: (producerId, watched) => own.pictures.setWatched(producerId, watched),
      voiceLossChanged: (producerId, loss) => own.microphone.expectLoss(producerId, loss),
      flowChanged: whileIn((flowing) => line.flowChanged(flowing)),
      resumed: whileIn(() => own.reconnected()),
      voiceHeld: whileIn((producerId, held) =>
        store.setState({ heldVoiceId: held ? producerId : undefined }),
      ),
      failed: whileIn((error) => store.setState({ problem: toProblem(error) })),
    };
  }

  /** Also says what voices and pictures are sent as; what one sends follows. */
  #setRoom(room: RoomSnapshot): void {
    this.#parts.store.setState({ room });
    this.#parts.own.look();
  }

  async #settleIn(switchOn: JoinWith): Promise<void> {
    await this.#parts.devices.namedAfter(() => this.#switchOn(switchOn));
  }

  /** One that fails, refused or missing, does not keep the other off. */
  async #switchOn({ microphone, camera }: JoinWith): Promise<void> {
    const { store, own, preferences } = this.#parts;
    await Promise.all([
      microphone && showingProblems(store, () => own.microphone.set(true)),
      camera && showingProblems(store, () => preferences.startCamera()),
    ]);
  }
}

function meetingElsewhere(error: unknown): MeetingElsewhere | undefined {
  return error instanceof RequestError && error.code === 'in-meeting-elsewhere'
    ? error.details.elsewhere
    : undefined;
}
