// The time between the wish to stop and the end: no new meetings begin, running ones go on. Begun by main, asked by handlers.
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';

/** How often it is looked whether the last meeting is over. */
const lookMs = 100;

export interface DrainParts {
  /** Whether anybody is connected to a meeting. */
  readonly meetingsRun: () => boolean;
  /** Tells every window. */
  readonly tellAll: (notice: Notice) => void;
  /** A clock that only goes forward, in milliseconds. */
  readonly now: () => number;
}

/** Begins once at most; what it then refuses, and what it sends, ends with the process. */
export class Drain {
  readonly #parts: DrainParts;
  #endsAtMs: number | undefined;

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  /** Whether new meetings are refused by now. */
  get begun(): boolean {
    return this.#endsAtMs !== undefined;
  }

  /** What a window is told that comes while it lasts; `undefined` before. */
  get notice(): Notice | undefined {
    if (this.#endsAtMs === undefined) return undefined;
    const leftMs = Math.max(0, Math.round(this.#endsAtMs - this.#parts.now()));
    return { name: 'server:draining', body: { leftMs } };
  }

  /** Before a new meeting. @throws RequestError `server-draining` */
  requireNotBegun(): void {
    if (this.begun) throw new RequestError('server-draining');
  }

  /** Notifies all peers, and resolves when the last meeting is over or the time is. @param limitMs 0 or more */
  async begin(limitMs: number): Promise<void> {
    this.#endsAtMs = this.#parts.now() + limitMs;
    if (this.notice !== undefined && limitMs > 0) this.#parts.tellAll(this.notice);
    while (this.#parts.meetingsRun() && this.#parts.now() < this.#endsAtMs) await sleep(lookMs);
  }
}
