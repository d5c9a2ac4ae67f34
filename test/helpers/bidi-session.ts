// Talks WebDriver BiDi (https://w3c.github.io/webdriver-bidi) to a browser that runs. Playwright's own asks stock Firefox ESR
// for commands that it does not know.

interface Answer {
  readonly type: 'success' | 'error';
  readonly id: number | null;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface BidiEvent {
  readonly type: 'event';
  readonly method: string;
  readonly params: unknown;
}

interface Evaluation {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly type: string; readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

export class BidiSession {
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, Pending>();
  readonly #onEvent: (method: string, params: unknown) => void;
  #lastId = 0;

  private constructor(socket: WebSocket, onEvent: (method: string, params: unknown) => void) {
    this.#socket = socket;
    this.#onEvent = onEvent;
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('The browser has ended.'));
      this.#pending.clear();
    });
  }

  /**
   * @param address as the browser prints it, `ws://127.0.0.1:PORT`
   * @param onEvent what was subscribed to with `session.subscribe`
   */
  static async open(
    address: string,
    onEvent: (method: string, params: unknown) => void,
  ): Promise<BidiSession> {
    const socket = new WebSocket(`${address}/session`);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error(`No browser answers at ${address}.`)));
    });
    const session = new BidiSession(socket, onEvent);
    await session.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    return session;
  }

  /** @returns what the specification says for this command @throws Error with the browser's own words */
  send(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  /**
   * Runs an expression in a page as if a person had just clicked there, and waits for its promise.
   * @returns what JSON keeps of the value; undefined where it is none of JSON's
   */
  async evaluate(context: string, expression: string): Promise<unknown> {
    const { type, result, exceptionDetails } = (await this.send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context },
      awaitPromise: true,
      userActivation: true,
    })) as Evaluation;
    if (type === 'exception') throw new Error(exceptionDetails?.text ?? 'The expression failed.');
    return result?.type === 'string' ? JSON.parse(result.value ?? 'null') : undefined;
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as Answer | BidiEvent;
    if (message.type === 'event') return this.#onEvent(message.method, message.params);
    const pending = this.#pending.get(message.id ?? 0);
    this.#pending.delete(message.id ?? 0);
    if (message.type === 'success') pending?.resolve(message.result);
    else pending?.reject(new Error(`${message.error ?? 'error'}: ${message.message ?? ''}`));
  }
}
