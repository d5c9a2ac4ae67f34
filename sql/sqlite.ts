// The embedded database: one file in the data folder, through Node's own SQLite. Made by open-database.
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely';
import { RequestError } from '../protocol/error-codes.ts';
import { DatabaseOpenError, DuplicateError } from './database-errors.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/** How long a query waits for another process that writes; the event loop stands still meanwhile. */
const busyTimeoutMs = 1500;
/** How long a start waits for another start that migrates. */
const migrationTimeoutMs = 60_000;

/** Result codes of SQLite (https://www.sqlite.org/rescode.html); the low byte is the kind. */
const uniqueViolations = new Set([2067, 1555]);
const unavailableKinds = new Set([
  5, // BUSY
  6, // LOCKED
  8, // READONLY
  10, // IOERR
  13, // FULL
  14, // CANTOPEN
]);

/** @param file path of the database; its folder is made when missing */
export function sqliteEngine(file: string): Engine {
  return {
    dialect: new SqliteDialect({ database: async () => adapt(openFile(file, busyTimeoutMs)) }),
    tableOptions: sql`without rowid`,
    migrateAlone: (work) => inTransaction(file, 'begin immediate', true, work),
    // Others write on meanwhile: that is what the write-ahead log is for.
    readStill: (work) => inTransaction(file, 'begin', true, work),
    replaceAlone: (work) => inTransaction(file, 'begin immediate', false, work),
    primaryKeyOf: async (db, table) => {
      const { rows } = await sql<{
        name: string;
      }>`select name from pragma_table_info(${table}) where pk > 0 order by pk`.execute(db);
      return rows.map(({ name }) => name);
    },
  };
}

async function inTransaction(
  file: string,
  begin: 'begin' | 'begin immediate',
  checksReferences: boolean,
  work: (db: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  const database = openFile(file, migrationTimeoutMs);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  try {
    if (!checksReferences) database.exec('pragma foreign_keys = off');
    database.exec(begin);
    await work(db);
    database.exec('commit');
  } finally {
    // What was not committed is rolled back by closing.
    database.close();
  }
}

function openFile(file: string, timeoutMs: number): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file, { timeout: timeoutMs, enableForeignKeyConstraints: true });
    chmodSync(file, 0o600);
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    return database;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseOpenError(
      `The database file ${file} cannot be opened (${why}); check DATA_DIR and who may write there.`,
      error,
    );
  }
}

/** Does nothing and answers no rows. */
const nothing = 'select 1 where false';

/** The part of a database that kysely asks for. */
function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (text) => {
      // A transaction that fills the disk is rolled back by SQLite itself: to roll back once more would hide why it failed.
      const isDone = text === 'rollback' && !database.isTransaction;
      return translated(() => adaptStatement(database.prepare(isDone ? nothing : text)));
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => translated(() => statement.all(...toInput(parameters))),
    run: (parameters) => translated(() => statement.run(...toInput(parameters))),
    iterate: (parameters) => statement.iterate(...toInput(parameters)),
  };
}

/** The stores bind only what their tables' types allow: text and numbers. */
function toInput(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}

function translated<T>(query: () => T): T {
  try {
    return query();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  const { errcode, message } = error as { errcode?: number; message: string };
  if (errcode === undefined) return error;
  const column = /\.(\w+)$/.exec(message)?.[1];
  if (uniqueViolations.has(errcode) && column !== undefined) return new DuplicateError(column, error);
  return unavailableKinds.has(errcode & 0xff) ? new RequestError('database-unavailable') : error;
}
