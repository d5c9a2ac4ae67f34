// Writes down rooms as they change, so that a server that takes this one's place goes on with them. The rooms' listener calls it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { KeptRoom } from '../rooms/kept-room.ts';
import type { KeptRoomStore } from '../sql/kept-room-store.ts';

/** Changes within this time are written once; what a process that is killed did not write is a place or two. */
const gatherMs = 100;
/** The database is away: as often it is tried again. */
const retryMs = 1000;

export interface KeptRoomsKeeperParts {
  readonly store: Pick<KeptRoomStore, 'save' | 'delete'>;
  /** The room as it is now; `undefined` when it is over. */
  readonly read: (number: string) => KeptRoom | undefined;
  readonly log: Logger;
}

export class KeptRoomsKeeper {
  readonly #parts: KeptRoomsKeeperParts;
  readonly #changed = new Set<string>();
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(parts: KeptRoomsKeeperParts) {
    this.#parts = parts;
  }

  /** A room was opened, changed or closed. */
  note(number: string): void {
    if (this.#closed) return;
    this.#changed.add(number);
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** Writes what is left. What happens to rooms afterwards is the end of this process, not theirs. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#writeAll();
  }

  async #write(): Promise<void> {
    await sleep(gatherMs);
    while (!(await this.#writeAll()) && !this.#closed) await sleep(retryMs);
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
