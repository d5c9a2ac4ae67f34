// One connection to the database file, as node:sqlite gives it, with its statements kept prepared. Blocks its thread while it works.
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { DatabaseOpenError } from './database-errors.ts';

export interface StatementResult {
  /** Empty for a statement that gives none. */
  readonly rows: readonly unknown[];
  /** How many rows were written; missing for a statement that gives rows. */
  readonly changes?: number;
}

/** Statements kept prepared; those of the stores are a few dozen, and some more for lists of different lengths. */
const preparedMax = 200;

export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  /**
   * Opens the file for reading and writing; it and its folder are made when missing.
   * @param busyTimeoutMs how long a statement blocks while another process writes
   * @throws DatabaseOpenError
   */
  static open(file: string, busyTimeoutMs: number): SqliteConnection {
    return orSentence(file, () => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
      chmodSync(file, 0o600);
      database.exec('pragma journal_mode = wal');
      database.exec('pragma synchronous = full');
      return new SqliteConnection(database);
    });
  }

  /** Opens a file that is there for reading only: it sees what is committed, and never waits for who writes. @throws DatabaseOpenError */
  static openReading(file: string, busyTimeoutMs: number): SqliteConnection {
    return orSentence(
      file,
      () => new SqliteConnection(new DatabaseSync(file, { timeout: busyTimeoutMs, readOnly: true })),
    );
  }

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Whether a transaction is open; SQLite ends one by itself when the disk fails or is full. */
  get isInTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** @throws what node:sqlite throws; failureOf reads it */
  run(text: string, values: readonly unknown[]): StatementResult {
    const statement = this.#prepare(text);
    // The stores bind only what their tables' types allow: text and numbers.
    const input = values as SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...input) };
    return { rows: [], changes: Number(statement.run(...input).changes) };
  }

  /** Runs statements without values. @throws as `run` */
  exec(text: string): void {
    this.#database.exec(text);
  }

  /** What is not committed is rolled back. */
  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #prepare(text: string): StatementSync {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    const [oldest] = this.#prepared.keys();
    if (this.#prepared.size >= preparedMax && oldest !== undefined) this.#prepared.delete(oldest);
    const statement = this.#database.prepare(text);
    this.#prepared.set(text, statement);
    return statement;
  }
}

function orSentence<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseOpenError(
      `The database file ${file} cannot be opened (${why}); check DATA_DIR and who may write there.`,
      error,
    );
  }
}
