// The calls' side of a database thread: starts it, sends it requests, and refuses clearly what it does not answer.
import { Worker } from 'node:worker_threads';
import { RequestError } from '../protocol/error-codes.ts';
import { errorOf } from './sqlite-failure.ts';
import type { StatementResult } from './sqlite-connection.ts';
import type { Answer, EndRequest, StatementRequest, ThreadData, ThreadRequest } from './sqlite-messages.ts';

/** Requests that may wait for their answers: what the thread does in about 2 s, and what comes later is answered too late. */
const waitingMax = 4096;
/** A request that waits longer means that the disk stands still: what comes then is refused at once, not after as long a wait. */
const stuckMs = 10_000;
/** How long after its end a thread is not started again: a file that cannot be opened now cannot be opened in a millisecond. */
const restPauseMs = 500;

/** What a thread looks like from here; a Worker, except in the tests of this file. */
export interface DatabaseThread {
  postMessage(request: ThreadRequest, transfer: []): void;
  on(event: 'message', take: (answers: readonly Answer[]) => void): unknown;
  on(event: 'error', take: (error: Error) => void): unknown;
  on(event: 'exit', take: () => void): unknown;
  ref(): void;
  unref(): void;
}

export interface ThreadClientParts {
  readonly start: () => DatabaseThread;
  /** Told why a thread ended that was not asked to. */
  readonly onDeath?: ((error: Error) => void) | undefined;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

type Asked = Omit<StatementRequest, 'id'> | Omit<EndRequest, 'id'>;

interface Waiting {
  readonly sinceMs: number;
  readonly resolve: (result: StatementResult) => void;
  readonly reject: (error: Error) => void;
}

export class ThreadClient {
  readonly #parts: ThreadClientParts;
  readonly #now: () => number;
  readonly #waiting = new Map<number, Waiting>();
  #thread: DatabaseThread | undefined;
  #nextId = 0;
  #restsUntilMs = 0;
  #onExit: (() => void) | undefined;

  /** The thread is started by the first request, and again by the first one after it ended by itself. */
  constructor(parts: ThreadClientParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  /**
   * @returns once a write is on the disk; within a transaction as soon as it is done
   * @throws what errorOf makes, and RequestError `database-unavailable` when the thread ends meanwhile or too much waits
   */
  async ask(asked: Asked): Promise<StatementResult> {
    const startsAnew = asked.kind === 'statement' && asked.transaction?.isFirst !== false;
    if (startsAnew && this.#isFull()) throw new RequestError('database-unavailable');
    // A transaction cannot go on in another thread than the one that it began in.
    const thread = startsAnew ? this.#running() : this.#thread;
    if (thread === undefined) throw new RequestError('database-unavailable');
    const id = (this.#nextId += 1);
    return new Promise((resolve, reject) => {
      // An idle database keeps no process alive.
      if (this.#waiting.size === 0) thread.ref();
      this.#waiting.set(id, { sinceMs: this.#now(), resolve, reject });
      thread.postMessage({ ...asked, id }, []);
    });
  }

  /** Returns once everything that was asked is done and the file is closed. */
  async close(): Promise<void> {
    const thread = this.#thread;
    if (thread === undefined) return;
    await new Promise<void>((resolve) => {
      this.#onExit = resolve;
      thread.ref();
      thread.postMessage({ kind: 'close' }, []);
    });
  }

  #isFull(): boolean {
    const [oldest] = this.#waiting.values();
    const waitedMs = oldest === undefined ? 0 : this.#now() - oldest.sinceMs;
    return this.#waiting.size >= waitingMax || waitedMs > stuckMs;
  }

  #running(): DatabaseThread | undefined {
    if (this.#thread !== undefined) return this.#thread;
    if (this.#now() < this.#restsUntilMs) return undefined;
    const thread = this.#parts.start();
    let reason = new Error('a database thread ended by itself');
    thread.unref();
    thread.on('message', (answers) => this.#take(thread, answers));
    // Its end follows, and is what counts.
    thread.on('error', (error) => (reason = error));
    thread.on('exit', () => this.#takeExit(reason));
    this.#thread = thread;
    return thread;
  }

  #take(thread: DatabaseThread, answers: readonly Answer[]): void {
    for (const answer of answers) {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('result' in answer) waiting?.resolve(answer.result);
      else waiting?.reject(errorOf(answer.failure));
    }
    if (this.#waiting.size === 0) thread.unref();
  }

  #takeExit(reason: Error): void {
    this.#thread = undefined;
    if (this.#onExit === undefined) this.#parts.onDeath?.(reason);
    this.#restsUntilMs = this.#now() + restPauseMs;
    for (const { reject } of this.#waiting.values()) reject(new RequestError('database-unavailable'));
    this.#waiting.clear();
    this.#onExit?.();
  }
}

/** Starts a thread that has a connection of its own to a database file. */
export function startSqliteThread(data: ThreadData): Worker {
  return new Worker(new URL('./sqlite-thread.ts', import.meta.url), {
    workerData: data,
    name: `database-${data.role}`,
    execArgv: [],
  });
}
