// The signed-in socket of this window: opened when the lobby is shown or a room is asked for, mended while it lasts.
import { RequestError } from '../../../protocol/error-codes.ts';
import type { Notice } from '../../../protocol/notices.ts';
import { Signalling, type SignallingStatus } from '../../call/signalling.ts';

export interface ServerLinkParts {
  /** The server's, for example `https://meet.example.org`. */
  readonly origin: string;
  /** Draws a fresh single-use word for the account that is signed in. */
  readonly drawTicket: (signal: AbortSignal) => Promise<string>;
  /** Whether a page that crashes is followed by another one in the same window, which takes its place. */
  readonly outlivesPage: boolean;
  readonly onNotice: (notice: Notice) => void;
  readonly onStatus: (status: SignallingStatus, cause?: RequestError) => void;
}

/** Holds at most one signalling at a time; a closed one is never used again. */
export class ServerLink {
  readonly #parts: ServerLinkParts;
  /** Drawn once per page: a reload is another client and takes the earlier one's place. */
  #clientId = drawClientId();
  #opening: Promise<Signalling> | undefined;

  constructor(parts: ServerLinkParts) {
    this.#parts = parts;
  }

  /** The name of this window at the server. */
  get clientId(): string {
    return this.#clientId;
  }

  /** Goes by the name of an earlier page of this window, which is no more, and so has its place. Before the first `open`. */
  adopt(clientId: string): void {
    this.#clientId = clientId;
  }

  /** The open signalling; opens it first when there is none. @throws RequestError, CallError */
  open(): Promise<Signalling> {
    this.#opening ??= this.#openNew();
    return this.#opening;
  }

  /** The way to the server became doubtful, or likely to be back: it is looked at now. Resolves with whether it stands. */
  async check(): Promise<boolean> {
    const signalling = await this.#opening?.catch(() => undefined);
    return signalling?.check() ?? false;
  }

  /** Gives up the place in a room that is held without a call. @throws RequestError, CallError */
  async leaveRoom(): Promise<void> {
    try {
      await (await this.#opening)?.request('room:leave', {});
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'not-in-room')) throw error;
    }
  }

  close(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.then(
      (signalling) => signalling.close(),
      () => undefined,
    );
  }

  async #openNew(): Promise<Signalling> {
    const signalling = new Signalling({ ...this.#parts, clientId: this.#clientId });
    try {
      await signalling.connect();
      return signalling;
    } catch (error) {
      signalling.close();
      this.#opening = undefined;
      throw error;
    }
  }
}

/** Not by `randomUUID`, which a page that came without TLS from another machine does not have. */
function drawClientId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
