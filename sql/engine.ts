// What the two databases have in common for the code above them: sql/sqlite.ts and sql/mysql.ts each make one.
import type { Dialect, Kysely, RawBuilder } from 'kysely';
import type { WordConditions } from './message-search.ts';
import type { Tables } from './tables.ts';

export interface Engine {
  /** For kysely. Its queries fail with DuplicateError or RequestError `database-unavailable` where these apply. */
  readonly dialect: Dialect;
  /** What ends a `create table`, so that text is compared byte by byte and references hold. */
  readonly tableOptions: RawBuilder<unknown>;
  /** Makes the table `message_words` with its full-text index, when it is not there. */
  readonly createMessageWords: RawBuilder<unknown>;
  /** For searches alone: others read and write beside it. Of its own thread or connections, which end with it. */
  readonly searchDialect: Dialect;
  /** Conditions on `message_words`: that a row has all of these words (messages/search-words.ts). */
  readonly words: WordConditions;
  /**
   * Runs `work` on a connection of its own while every other process that calls this waits.
   * @throws DatabaseOpenError when the database cannot be reached or opened
   */
  migrateAlone(work: (db: Kysely<Tables>) => Promise<void>): Promise<void>;
  /**
   * Runs `work` on a connection of its own to which everything stays as it is at this moment, whatever others write.
   * @throws DatabaseOpenError when the database cannot be reached or opened
   */
  readStill(work: (db: Kysely<Tables>) => Promise<void>): Promise<void>;
  /**
   * Runs `work` on a connection of its own: all that it writes is there afterwards, or, when it throws, nothing. References
   * need not hold in between.
   * @throws DatabaseOpenError when the database cannot be reached or opened
   */
  replaceAlone(work: (db: Kysely<Tables>) => Promise<void>): Promise<void>;
  /** The columns of a table's primary key, in order. */
  primaryKeyOf(db: Kysely<Tables>, table: string): Promise<string[]>;
}
