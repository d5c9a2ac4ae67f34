// The signed-in socket of this window: opened when the lobby is shown or a room is asked for, mended while it lasts.
import type { RequestError } from '../../../protocol/error-codes.ts';
import type { Notice } from '../../../protocol/notices.ts';
import type { AccountApi } from '../../call/account-api.ts';
import { Signalling, type SignallingStatus } from '../../call/signalling.ts';

export interface ServerLinkHooks {
  onNotice(notice: Notice): void;
  onStatus(status: SignallingStatus, cause?: RequestError): void;
}

/** Holds at most one signalling at a time; a closed one is never used again. */
export class ServerLink {
  readonly #origin: string;
  readonly #api: AccountApi;
  readonly #hooks: ServerLinkHooks;
  /** Drawn once per page: a reload is another client and takes the earlier one's place. */
  readonly #clientId = crypto.randomUUID();
  #opening: Promise<Signalling> | undefined;

  constructor(origin: string, api: AccountApi, hooks: ServerLinkHooks) {
    this.#origin = origin;
    this.#api = api;
    this.#hooks = hooks;
  }

  /** The open signalling; opens it first when there is none. @throws RequestError, CallError */
  open(token: string): Promise<Signalling> {
    this.#opening ??= this.#openNew(token);
    return this.#opening;
  }

  close(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.then(
      (signalling) => signalling.close(),
      () => undefined,
    );
  }

  async #openNew(token: string): Promise<Signalling> {
    const signalling = new Signalling({
      origin: this.#origin,
      clientId: this.#clientId,
      drawTicket: () => this.#api.drawTicket(token),
      onNotice: (notice) => this.#hooks.onNotice(notice),
      onStatus: (status, cause) => this.#hooks.onStatus(status, cause),
    });
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
