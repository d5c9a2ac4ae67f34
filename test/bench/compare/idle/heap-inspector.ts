// What a Node process keeps on its heap once garbage is collected, asked through its inspector. Used by the idle part.

export interface HeapReading {
  /** In use after everything that nobody holds was collected. */
  readonly heapBytes: number;
  readonly residentBytes: number;
}

/** What has to stand in `NODE_OPTIONS` for `open` to find the way; a free port is taken. */
export const inspectorOption = '--inspect=127.0.0.1:0';
/** What is only reachable from things that are collected first goes at the second time. */
const collections = 2;

type Message = {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};

export class HeapInspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      this.#waiting.get(message.id ?? 0)?.(message);
    });
  }

  /** @param stderr of the process, which names the inspector's address @throws Error when it names none */
  static async open(stderr: string): Promise<HeapInspector> {
    const url = /Debugger listening on (ws:\S+)/.exec(stderr)?.[1];
    if (url === undefined) throw new Error('The server was not started with an inspector.');
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error(`No inspector answers at ${url}.`)), {
        once: true,
      });
    });
    return new HeapInspector(socket);
  }

  /** Collects garbage, then reads. */
  async read(): Promise<HeapReading> {
    for (let count = 0; count < collections; count += 1) await this.#ask('HeapProfiler.collectGarbage');
    const { result } = await this.#ask<{ readonly result: { readonly value: string } }>('Runtime.evaluate', {
      expression: 'JSON.stringify(process.memoryUsage())',
    });
    const { heapUsed, rss } = JSON.parse(result.value) as NodeJS.MemoryUsage;
    return { heapBytes: heapUsed, residentBytes: rss };
  }

  close(): void {
    this.#socket.close();
  }

  async #ask<T>(method: string, params: object = {}): Promise<T> {
    const id = (this.#asked += 1);
    const answered = new Promise<Message>((resolve) => void this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    this.#waiting.delete(id);
    if (error !== undefined) throw new Error(error.message);
    return result as T;
  }
}
