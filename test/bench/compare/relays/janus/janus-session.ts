// Janus' signalling as far as the comparison needs it: one session over a WebSocket, its handles, and what the plugin answers. Used by
// janus and janus-person.
import { setTimeout as sleep } from 'node:timers/promises';

const plugin = 'janus.plugin.videoroom';
const answerTimeoutMs = 15_000;
/** Janus ends a session that was silent for 60 s. */
const keepAliveMs = 20_000;

export interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/** What comes with an answer: the plugin's own words, and a session description where one is due. */
export interface PluginAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly description: Description | undefined;
}

interface Message {
  readonly janus: string;
  readonly transaction?: string;
  readonly sender?: number;
  readonly error?: { readonly reason: string };
  readonly data?: { readonly id: number };
  readonly plugindata?: { readonly data: Record<string, unknown> };
  readonly jsep?: Description;
}

interface Waiting {
  readonly take: (message: Message) => void;
  readonly fail: (error: Error) => void;
}

export class JanusSession {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, Waiting>();
  #sessionId: number | undefined;
  /** By handle: settled when its transport stands. */
  readonly #ups = new Map<number, PromiseWithResolvers<void>>();
  #transactions = 0;
  #keepAlive: NodeJS.Timeout | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Message));
    socket.addEventListener('close', () =>
      this.#failAll(new Error('Janus closed its signalling connection.')),
    );
  }

  /** @param url for example `ws://127.0.0.1:8188` @throws Error without an answer */
  static async open(url: string): Promise<JanusSession> {
    const socket = new WebSocket(url, 'janus-protocol');
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error(`Janus does not answer at ${url}.`)));
    });
    const session = new JanusSession(socket);
    session.#sessionId = (await session.#ask({ janus: 'create' })).data?.id;
    session.#keepAlive = setInterval(
      () => session.#say({ janus: 'keepalive', transaction: 'alive' }),
      keepAliveMs,
    );
    return session;
  }

  /** A handle of the VideoRoom: what one transport belongs to. */
  async attach(): Promise<number> {
    const { data } = await this.#ask({ janus: 'attach', plugin });
    if (data === undefined) throw new Error('Janus gave no handle.');
    this.#ups.set(data.id, Promise.withResolvers());
    return data.id;
  }

  /**
   * Resolves when Janus too says that a handle's transport stands: before that others find nothing that it sends.
   * @throws Error after 15 s
   */
  async untilUp(handle: number): Promise<void> {
    const givenUp = sleep(answerTimeoutMs, undefined, { ref: false }).then(() => {
      throw new Error('A transport of Janus did not open within 15 s.');
    });
    await Promise.race([this.#ups.get(handle)?.promise, givenUp]);
  }

  async detach(handle: number): Promise<void> {
    await this.#ask({ janus: 'detach', handle_id: handle });
  }

  /** Asks the VideoRoom. @throws Error with its own words when it refuses */
  async request(handle: number, body: object, description?: Description): Promise<PluginAnswer> {
    const message = await this.#ask({
      janus: 'message',
      handle_id: handle,
      body,
      ...(description !== undefined && { jsep: description }),
    });
    const data = message.plugindata?.data ?? {};
    const { error } = data;
    if (typeof error === 'string') throw new Error(`Janus refused ${JSON.stringify(body)}: ${error}.`);
    return { data, description: message.jsep };
  }

  close(): void {
    clearInterval(this.#keepAlive);
    this.#socket.close();
  }

  #ask(question: object): Promise<Message> {
    this.#transactions += 1;
    const transaction = String(this.#transactions);
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(giveUp);
        this.#waiting.delete(transaction);
        end();
      };
      const giveUp = setTimeout(
        () =>
          settle(() => reject(new Error(`Janus did not answer within 15 s: ${JSON.stringify(question)}.`))),
        answerTimeoutMs,
      );
      this.#waiting.set(transaction, {
        take: (message) => settle(() => resolve(message)),
        fail: (error) => settle(() => reject(error)),
      });
      this.#say({ ...question, transaction });
    });
  }

  #say(message: object): void {
    const session = this.#sessionId === undefined ? {} : { session_id: this.#sessionId };
    this.#socket.send(JSON.stringify({ ...message, ...session }));
  }

  #take(message: Message): void {
    if (message.janus === 'webrtcup') this.#ups.get(message.sender ?? 0)?.resolve();
    const waiting = this.#waiting.get(message.transaction ?? '');
    if (waiting === undefined) return;
    if (message.janus === 'error') waiting.fail(new Error(`Janus refused: ${message.error?.reason}.`));
    // To a message for the plugin an acknowledgement comes first, the answer later.
    else if (message.janus !== 'ack') waiting.take(message);
  }

  #failAll(error: Error): void {
    clearInterval(this.#keepAlive);
    for (const { fail } of this.#waiting.values()) fail(error);
  }
}
