// The signed-in socket of this window: opened when the lobby is shown or a room is asked for, and reconnected while it lasts.
import { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import { Signalling, type SignallingOptions, type SignallingStatus } from './signalling.ts';

export interface ServerLinkParts {
  /** The server's, for example `https://meet.example.org`. */
  readonly origin: string;
  /** Draws a fresh single-use word for the account that is signed in. */
  readonly issueTicket: (signal: AbortSignal) => Promise<string>;
  readonly onNotice: (notice: Notice) => void;
  /** A signalling stands for the first time; after a break `onStatus` says so. */
  readonly onOpened: () => void;
  readonly onStatus: (status: SignallingStatus, cause?: RequestError) => void;
  /** Makes a signalling, not connected yet; a test hands in one of its own. */
  readonly makeSignalling?: (options: SignallingOptions) => Signalling;
}

/** One signalling, from the moment at which it begins to be opened. */
interface Opening {
  readonly signalling: Signalling;
  /** Resolves when it stands. */
  readonly opened: Promise<Signalling>;
}

/**
 * Holds at most one signalling at a time, opening or open: two sockets of one window would take each other's place at the
 * server. Other windows of the account have sockets of their own. A closed one is never used again.
 */
export class ServerLink {
  readonly #parts: ServerLinkParts;
  /** Drawn once per page, unless it goes by the name of an earlier one. */
  #clientId = drawClientId();
  #opening: Opening | undefined;

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
    return this.#opening.opened;
  }

  /** Checks the connection now, when it may have broken or come back. Resolves with whether it stands. */
  async check(): Promise<boolean> {
    const signalling = await this.#opening?.opened.catch(() => undefined);
    return signalling?.check() ?? false;
  }

  /** Gives up the place in a room that is held without a call. @throws RequestError, CallError */
  async leaveRoom(): Promise<void> {
    try {
      await (await this.#opening?.opened)?.request('room:leave', {});
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'not-in-room')) throw error;
    }
  }

  /** Closes what is open, and ends what is just being opened: nothing of it reaches the server any more. */
  close(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.signalling.close();
  }

  #openNew(): Opening {
    const { makeSignalling = (options: SignallingOptions) => new Signalling(options), ...parts } =
      this.#parts;
    const signalling = makeSignalling({
      ...parts,
      clientId: this.#clientId,
      survivesReload: true,
    });
    const opening: Opening = { signalling, opened: this.#connect(signalling) };
    // A caller that only checks it, or closed it meanwhile, does not wait for it.
    opening.opened.catch(() => {
      signalling.close();
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  async #connect(signalling: Signalling): Promise<Signalling> {
    await signalling.connect();
    this.#parts.onOpened();
    return signalling;
  }
}

/** Not by `randomUUID`, which a page that came without TLS from another machine does not have. */
function drawClientId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
