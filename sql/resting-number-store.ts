// Room numbers that rest after use, kept over a restart. Read at the server's start, written when a room closes.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** A room number that is not given out before `untilMs` (milliseconds since the epoch). */
interface RestingNumber {
  readonly number: string;
  readonly untilMs: number;
}

/** Every method may throw RequestError `database-unavailable`. */
export class RestingNumberStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** The numbers that still rest, soonest free first; those that have rested are forgotten. */
  async all(nowMs: number): Promise<RestingNumber[]> {
    await this.#db.deleteFrom('resting_numbers').where('free_at_ms', '<=', nowMs).execute();
    const rows = await this.#db.selectFrom('resting_numbers').selectAll().orderBy('free_at_ms').execute();
    return rows.map((row) => ({ number: row.number, untilMs: row.free_at_ms }));
  }

  /** Notes that a number rests; in place of what was noted for it before. */
  async save(number: string, untilMs: number): Promise<void> {
    await this.#db.replaceInto('resting_numbers').values({ number, free_at_ms: untilMs }).execute();
  }
}
