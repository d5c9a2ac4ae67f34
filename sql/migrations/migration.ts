// The form of a migration. Every file of this folder that starts with a number holds one change of the tables.
import type { Kysely, RawBuilder } from 'kysely';
import type { Tables } from '../tables.ts';

/**
 * One step that adds something, and only adds: earlier servers may still run on the same tables. It consists of statements
 * that may be run twice, because MySQL cannot take back what was done before a crash.
 */
export interface Migration {
  /** Recorded in the database when it is done; never changed afterwards. Steps run in the order of `migrations`. */
  readonly name: string;
  /**
   * @param tableOptions what the engine wants at the end of a `create table`
   * @param createMessageWords the engine's own statement that makes the full-text index
   */
  readonly add: (
    db: Kysely<Tables>,
    tableOptions: RawBuilder<unknown>,
    createMessageWords: RawBuilder<unknown>,
  ) => Promise<void>;
}
