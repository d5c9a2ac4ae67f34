// One signed-in socket to the server: typed requests out, notices in, and coming back after a break.
import { io, type Socket } from 'socket.io-client';
import { type ErrorAnswer, isErrorCode, RequestError } from '../../protocol/error-codes.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import { type Notice, type NoticeName, notices } from '../../protocol/notices.ts';
import type { RequestInput, RequestNameOf, RequestOutput } from '../../protocol/requests.ts';
import { type Handshake, type Reply, noticeBatch } from '../../protocol/connection/signalling.ts';
import { CallError } from './call-error.ts';
import { planPatience } from './plan-patience.ts';
import { planRetryDelayMs, planTryMs } from './retry-delay.ts';

const answerTimeoutMs = 10_000;
/** Of the first opening, ticket included; later ones last as long as `planTryMs` says. */
const openTimeoutMs = 18_000;
/** A way on which a question of a few bytes takes longer is not worth keeping: a new one is tried. */
const checkTimeoutMs = 1_500;
/** A try to connect that is younger than this is not begun anew, however much speaks for the connection being back. */
const youngTryMs = 1_000;

/** `online`: requests can be made. `offline`: the socket broke and is being opened again. `ended`: it will not come back. */
export type SignallingStatus = 'online' | 'offline' | 'ended';

export interface SignallingOptions {
  /** The server's origin, for example `https://meet.example.org`. */
  readonly origin: string;
  /** Draws a fresh single-use ticket; its refusal (`not-signed-in`) ends the signalling. */
  readonly issueTicket: (signal: AbortSignal) => Promise<string>;
  /** The same for as long as the window lives; see the handshake. */
  readonly clientId: string;
  /** Whether the window outlives its page; see the handshake. */
  readonly survivesReload?: boolean;
  readonly onNotice: (notice: Notice) => void;
  /** Not called for the first `online`, which `connect` resolves with. */
  readonly onStatus: (status: SignallingStatus, cause?: RequestError) => void;
  /** Makes the socket, not opened yet; a test hands in one of its own. */
  readonly makeSocket?: (origin: string) => Socket;
}

/** Opened by `connect`, closed by `close`; between the two it heals itself. */
export class Signalling {
  readonly #options: SignallingOptions;
  readonly #socket: Socket;
  /** Aborts whatever is being opened. */
  readonly #end = new AbortController();
  #healing = false;
  #checking: Promise<boolean> | undefined;
  /** Ends the wait for the next try, or a try that hangs; set while the socket is being opened again. */
  #hurry: (() => void) | undefined;

  constructor(options: SignallingOptions) {
    this.#options = options;
    this.#socket = (options.makeSocket ?? makeSocket)(options.origin);
    for (const name of Object.keys(notices) as NoticeName[]) {
      this.#socket.on(name, (body: unknown) => options.onNotice({ name, body } as Notice));
    }
    this.#socket.on(noticeBatch, (several: readonly Notice[]) => {
      for (const notice of several) options.onNotice(notice);
    });
    this.#socket.on('disconnect', () => void this.#heal());
  }

  get online(): boolean {
    return this.#socket.connected;
  }

  /** @throws RequestError when the server refuses the ticket, CallError when it cannot be reached */
  async connect(patience: AbortSignal = AbortSignal.timeout(openTimeoutMs)): Promise<void> {
    const signal = AbortSignal.any([patience, this.#end.signal]);
    const handshake: Handshake = {
      protocolVersion,
      clientId: this.#options.clientId,
      survivesReload: this.#options.survivesReload ?? false,
      ticket: await this.#options.issueTicket(signal),
    };
    this.#socket.auth = { ...handshake };
    await this.#openSocket(signal);
  }

  /**
   * Checks whether the connection to the server stands, and opens it anew at once when it does not. Called when it may have
   * broken or come back: the network changed, media stopped or came back, the machine woke up.
   */
  async check(): Promise<boolean> {
    if (!this.#socket.connected) {
      this.#hurry?.();
      return false;
    }
    this.#checking ??= this.#probe().finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  /**
   * Sends a request; one by which a call recovers is repeated after a moment when the server refuses it as too frequent.
   * @throws RequestError for a refusal, CallError when the connection is or goes down
   */
  async request<N extends RequestNameOf<'socket'>>(
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#ask(name, input);
      } catch (error) {
        const waitMs = planPatience(name, attempt, error);
        if (waitMs === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  async #ask<N extends RequestNameOf<'socket'>>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    if (!this.#socket.connected) throw new CallError('connection-lost');
    let reply: Reply<RequestOutput<N>>;
    try {
      reply = await this.#socket.timeout(answerTimeoutMs).emitWithAck(name, input);
    } catch (cause) {
      throw new CallError('connection-lost', { cause });
    }
    if (reply.ok) return reply.value;
    throw toRequestError(reply.error);
  }

  /** Ends the connection, and whatever is just being opened: no socket stands afterwards, and nothing is told. */
  close(): void {
    this.#end.abort(new CallError('connection-lost'));
    this.#hurry?.();
    this.#socket.disconnect();
  }

  get #ended(): boolean {
    return this.#end.signal.aborted;
  }

  /** Opens the socket again after a break, until it stands or the server refuses. */
  async #heal(): Promise<void> {
    if (this.#ended || this.#healing) return;
    this.#healing = true;
    this.#options.onStatus('offline');
    for (let attempt = 0; !this.#ended && !this.#socket.connected; ) {
      await this.#waitUnlessHurried(planRetryDelayMs(attempt, Math.random()));
      const isHurried = !this.#ended && (await this.#tryAgain(attempt));
      attempt = isHurried ? 0 : attempt + 1;
    }
    this.#hurry = undefined;
    this.#healing = false;
    if (!this.#ended) this.#options.onStatus('online');
  }

  #waitUnlessHurried(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** One try; whether it was given up because the connection seems to be back. */
  async #tryAgain(attempt: number): Promise<boolean> {
    const beganMs = performance.now();
    const hurried = new AbortController();
    this.#hurry = () => {
      if (performance.now() - beganMs > youngTryMs) hurried.abort();
    };
    try {
      await this.connect(AbortSignal.any([hurried.signal, AbortSignal.timeout(planTryMs(attempt))]));
    } catch (error) {
      if (error instanceof RequestError && isFinal(error) && !this.#ended) {
        this.#end.abort(error);
        this.#options.onStatus('ended', error);
      }
    }
    return hurried.signal.aborted;
  }

  #openSocket(signal: AbortSignal): Promise<void> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        socket.off('connect', onConnect);
        socket.off('connect_error', onError);
        signal.removeEventListener('abort', onAbort);
      };
      const onConnect = (): void => {
        settle();
        resolve();
      };
      const onError = (error: Error & { data?: ErrorAnswer }): void => {
        settle();
        reject(
          isErrorCode(error.data?.code)
            ? toRequestError(error.data)
            : new CallError('server-unreachable', { cause: error }),
        );
      };
      const onAbort = (): void => {
        settle();
        socket.disconnect();
        reject(new CallError('server-unreachable', { cause: signal.reason }));
      };
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      socket.on('connect', onConnect);
      socket.on('connect_error', onError);
      socket.connect();
    });
  }

  async #probe(): Promise<boolean> {
    const { engine } = this.#socket.io;
    try {
      await this.#socket.timeout(checkTimeoutMs).emitWithAck('connection:check', {});
      return true;
    } catch {
      // Not `disconnect`, which says goodbye: the place in the room is to be kept.
      if (this.#socket.io.engine === engine) engine.close();
      return false;
    }
  }
}

function makeSocket(origin: string): Socket {
  return io(origin, {
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    timeout: openTimeoutMs,
    forceNew: true,
  });
}

/** Refusals that another try cannot change. */
function isFinal(error: RequestError): boolean {
  return ['not-signed-in', 'account-disabled', 'version-mismatch'].includes(error.code);
}

function toRequestError(answer: ErrorAnswer): RequestError {
  const { code, ...details } = answer;
  return new RequestError(code, details);
}
