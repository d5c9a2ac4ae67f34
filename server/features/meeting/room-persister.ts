// Writes down rooms as they change, so that a server that takes this one's place goes on with them. The rooms' listener calls it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PersistedRoom } from '../../../rooms/persisted-room.ts';
import type { PersistedRoomStore } from '../../../sql/persisted-room-store.ts';

/** Changes within this time are written once; what a process that is killed did not write is a place or two. */
const gatherMs = 100;
/**
 * SQLite holds the event loop until the disk has what is written, 10 ms and more on a busy one. So after each writing it is waited a
 * hundred times as long, at most this, in milliseconds: people who come in by the dozen do not make the others wait.
 */
const restMaxMs = 2000;
const restPerWriting = 100;
/** The database is away: as often it is tried again. */
const retryMs = 1000;

export interface RoomPersisterParts {
  readonly store: Pick<PersistedRoomStore, 'save' | 'delete'>;
  /** The room as it is now; `undefined` when it is over. */
  readonly read: (number: string) => PersistedRoom | undefined;
  readonly log: Logger;
}

export class RoomPersister {
  readonly #parts: RoomPersisterParts;
  readonly #changed = new Set<string>();
  readonly #closing = new AbortController();
  #writing: Promise<void> | undefined;
  #restsUntilMs = 0;
  #closed = false;

  constructor(parts: RoomPersisterParts) {
    this.#parts = parts;
  }

  /** A room was opened, changed or closed. */
  note(number: string): void {
    if (this.#closed) return;
    this.#changed.add(number);
    this.#writing ??= this.#writeOn();
  }

  /** Writes what is left. What happens to rooms afterwards is the end of this process, not theirs. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#closing.abort();
    await this.#writing;
    await this.#writeAll();
  }

  /** Until nothing is noted any more: what is noted while the last writing ends is written too. */
  async #writeOn(): Promise<void> {
    while (this.#changed.size > 0 && !this.#closed) await this.#write();
    this.#writing = undefined;
  }

  async #write(): Promise<void> {
    await this.#pause(Math.max(gatherMs, this.#restsUntilMs - performance.now()));
    const beganMs = performance.now();
    while (!(await this.#writeAll()) && !this.#closed) await this.#pause(retryMs);
    const endedMs = performance.now();
    this.#restsUntilMs = endedMs + Math.min(restMaxMs, restPerWriting * (endedMs - beganMs));
  }

  /** Over early when the server ends. */
  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  /** Whether everything is written. */
  async #writeAll(): Promise<boolean> {
    for (const number of this.#changed) {
      this.#changed.delete(number);
      try {
        await this.#writeOne(number);
      } catch (error) {
        this.#changed.add(number);
        this.#parts.log.warn({ err: error, room: number }, 'a room could not be written down, trying again');
        return false;
      }
    }
    return true;
  }

  async #writeOne(number: string): Promise<void> {
    const room = this.#parts.read(number);
    if (room === undefined) await this.#parts.store.delete(number);
    else await this.#parts.store.save(room);
  }
}
