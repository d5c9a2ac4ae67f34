// One signed-in socket to the server: typed requests out, notices in, and coming back after a break.
import { io, type Socket } from 'socket.io-client';
import { type ErrorAnswer, isErrorCode, RequestError } from '../../protocol/error-codes.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import { type Notice, type NoticeName, notices } from '../../protocol/notices.ts';
import type { RequestInput, RequestNameOf, RequestOutput } from '../../protocol/requests.ts';
import type { Handshake, Reply } from '../../protocol/signalling.ts';
import { CallError } from './call-error.ts';
import { planRetryDelayMs } from './retry-delay.ts';

const answerTimeoutMs = 10_000;
const connectTimeoutMs = 8_000;

/** `online`: requests can be made. `offline`: the socket broke and is being opened again. `ended`: it will not come back. */
export type SignallingStatus = 'online' | 'offline' | 'ended';

export interface SignallingOptions {
  /** The server's origin, for example `https://meet.example.org`. */
  readonly origin: string;
  /** Draws a fresh single-use ticket; its refusal (`not-signed-in`) ends the signalling. */
  readonly drawTicket: () => Promise<string>;
  /** The same for as long as the window lives; see the handshake. */
  readonly clientId: string;
  readonly onNotice: (notice: Notice) => void;
  /** Not called for the first `online`, which `connect` resolves with. */
  readonly onStatus: (status: SignallingStatus, cause?: RequestError) => void;
}

/** Opened by `connect`, closed by `close`; between the two it heals itself. */
export class Signalling {
  readonly #options: SignallingOptions;
  readonly #socket: Socket;
  #ended = false;
  #healing = false;

  constructor(options: SignallingOptions) {
    this.#options = options;
    this.#socket = io(options.origin, {
      transports: ['websocket'],
      autoConnect: false,
      reconnection: false,
      timeout: connectTimeoutMs,
      forceNew: true,
    });
    for (const name of Object.keys(notices) as NoticeName[]) {
      this.#socket.on(name, (body) => options.onNotice({ name, body }));
    }
    this.#socket.on('disconnect', () => void this.#heal());
  }

  get online(): boolean {
    return this.#socket.connected;
  }

  /** @throws RequestError when the server refuses the ticket, CallError when it cannot be reached */
  async connect(): Promise<void> {
    const handshake: Handshake = {
      protocolVersion,
      clientId: this.#options.clientId,
      ticket: await this.#options.drawTicket(),
    };
    this.#socket.auth = { ...handshake };
    await new Promise<void>((resolve, reject) => {
      const onConnect = (): void => {
        this.#socket.off('connect_error', onError);
        resolve();
      };
      const onError = (error: Error & { data?: ErrorAnswer }): void => {
        this.#socket.off('connect', onConnect);
        reject(
          isErrorCode(error.data?.code)
            ? toRequestError(error.data)
            : new CallError('server-unreachable', { cause: error }),
        );
      };
      this.#socket.once('connect', onConnect);
      this.#socket.once('connect_error', onError);
      this.#socket.connect();
    });
  }

  /** Asks one thing. @throws RequestError for a refusal, CallError when the connection is or goes down */
  async request<N extends RequestNameOf<'socket'>>(
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N>> {
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

  /** Ends the connection; nothing is told afterwards. */
  close(): void {
    this.#ended = true;
    this.#socket.disconnect();
  }

  /** Opens the socket again after a break, until it stands or the server refuses. */
  async #heal(): Promise<void> {
    if (this.#ended || this.#healing) return;
    this.#healing = true;
    this.#options.onStatus('offline');
    for (let attempt = 0; !this.#ended; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, planRetryDelayMs(attempt, Math.random())));
      if (this.#ended) break;
      try {
        await this.connect();
        this.#healing = false;
        this.#options.onStatus('online');
        return;
      } catch (error) {
        if (error instanceof RequestError && isFinal(error)) {
          this.#ended = true;
          this.#options.onStatus('ended', error);
        }
      }
    }
    this.#healing = false;
  }
}

/** Refusals that another try cannot change. */
function isFinal(error: RequestError): boolean {
  return ['not-signed-in', 'account-disabled', 'version-mismatch'].includes(error.code);
}

function toRequestError(answer: ErrorAnswer): RequestError {
  const { code, ...details } = answer;
  return new RequestError(code, details);
}
