// Counts of failures in a file of the data folder, so that a restart does not begin them anew. Made by createApp.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RateLimiterMemory } from 'rate-limiter-flexible';

type Counts = Readonly<Record<string, RateLimiterMemory>>;

/** What a process that is killed forgets. */
const gatherMs = 1000;

export class KeptCounts {
  readonly #file: string;
  readonly #counts: Counts;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #closing = new AbortController();
  #writing: Promise<void> | undefined;

  constructor(file: string, counts: Counts, log: Pick<Logger, 'warn'>) {
    this.#file = file;
    this.#counts = counts;
    this.#log = log;
  }

  /** Goes on with what was written; a file that is not there, or not ours, is an empty one. */
  async read(): Promise<void> {
    const text = await readFile(this.#file, 'utf8').catch(() => '{}');
    try {
      const kept = JSON.parse(text) as Record<string, ReturnType<RateLimiterMemory['dump']>>;
      for (const [name, limiter] of Object.entries(this.#counts)) if (kept[name]) limiter.restore(kept[name]);
    } catch (error) {
      this.#log.warn({ err: error, file: this.#file }, 'counts of failures could not be read and begin anew');
    }
  }

  /** Something was counted: it is written in a moment. */
  note(): void {
    this.#writing ??= this.#writeSoon().finally(() => (this.#writing = undefined));
  }

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#writing;
  }

  async #writeSoon(): Promise<void> {
    await sleep(gatherMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    const kept = Object.fromEntries(
      Object.entries(this.#counts).map(([name, limiter]) => [name, limiter.dump()]),
    );
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFile(`${this.#file}.new`, JSON.stringify(kept), { mode: 0o600 });
      await rename(`${this.#file}.new`, this.#file);
    } catch (error) {
      this.#log.warn({ err: error, file: this.#file }, 'counts of failures could not be written');
    }
  }
}
