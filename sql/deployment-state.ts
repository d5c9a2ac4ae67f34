// What has to fit this database from outside: the pepper's mark. Used by sign-in when it starts.
import type { Kysely } from 'kysely';
import { DuplicateError } from './database-errors.ts';
import type { Tables } from './tables.ts';

/** Every method may throw RequestError `database-unavailable`. */
export class DeploymentState {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** The value that stands under this name for ever: the given one, if there was none before. */
  async claim(name: string, value: string): Promise<string> {
    const stored = await this.#find(name);
    if (stored !== undefined) return stored;
    try {
      await this.#db.insertInto('marks').values({ name, value }).execute();
      return value;
    } catch (error) {
      const winner = error instanceof DuplicateError ? await this.#find(name) : undefined;
      if (winner === undefined) throw error;
      return winner;
    }
  }

  async #find(name: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('marks')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.value;
  }
}
