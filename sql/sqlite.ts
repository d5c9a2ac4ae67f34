// The embedded database: one file in the data folder, through Node's own SQLite. Made by open-database.
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import type { Engine } from './engine.ts';
import { SqliteConnection, type StatementResult } from './sqlite-connection.ts';
import { threadedSqliteDialect } from './sqlite-dialect.ts';
import { errorOf, failureOf } from './sqlite-failure.ts';
import type { Tables } from './tables.ts';

/** How long a start waits for another start that migrates. */
const migrationTimeoutMs = 60_000;

/**
 * @param file path of the database; its folder is made when missing
 * @param onDeath told why a database thread ended by itself; another one takes its place
 */
export function sqliteEngine(file: string, onDeath?: (error: Error) => void): Engine {
  return {
    dialect: threadedSqliteDialect(file, onDeath),
    tableOptions: sql`without rowid`,
    createMessageWords: sql`create virtual table if not exists message_words using fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii')`,
    searchDialect: threadedSqliteDialect(file, onDeath),
    words: { hasWords: (words) => sql`message_words match ${words.join(' ')}` },
    migrateAlone: (work) => inTransaction(openToWrite(file, true), 'begin immediate', work),
    // Others write on meanwhile: that is what the write-ahead log is for.
    readStill: (work) => inTransaction(SqliteConnection.openReading(file, migrationTimeoutMs), 'begin', work),
    replaceAlone: (work) => inTransaction(openToWrite(file, false), 'begin immediate', work),
    primaryKeyOf: async (db, table) => {
      const { rows } = await sql<{
        name: string;
      }>`select name from pragma_table_info(${table}) where pk > 0 order by pk`.execute(db);
      return rows.map(({ name }) => name);
    },
  };
}

function openToWrite(file: string, checksReferences: boolean): SqliteConnection {
  const connection = SqliteConnection.open(file, migrationTimeoutMs);
  if (!checksReferences) connection.exec('pragma foreign_keys = off');
  return connection;
}

/** In this thread: it is done before there are calls, at a start, or in a process without any, by a command. */
async function inTransaction(
  connection: SqliteConnection,
  begin: 'begin' | 'begin immediate',
  work: (db: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(connection) }) });
  try {
    connection.exec(begin);
    await work(db);
    connection.exec('commit');
  } finally {
    // What was not committed is rolled back by closing.
    connection.close();
  }
}

/** The part of a database that kysely asks for. */
function adapt(connection: SqliteConnection): SqliteDatabase {
  return {
    close: () => connection.close(),
    prepare: (text) => {
      const run = (values: readonly unknown[]): StatementResult => {
        try {
          return connection.run(text, values);
        } catch (error) {
          throw errorOf(failureOf(error));
        }
      };
      return {
        // Every statement answers rows, if only none.
        reader: true,
        all: (values) => [...run(values).rows],
        run: (values) => ({ changes: run(values).changes ?? 0, lastInsertRowid: 0 }),
        iterate: (values) => run(values).rows.values(),
      };
    },
  };
}
