// Reads all tables row by row, as of one moment, and puts such rows in place of all that is there. Used by backup and restore.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { DatabaseOpenError } from './database-errors.ts';
import type { Engine } from './engine.ts';
import { indexMessages } from './index-messages.ts';
import { migrate, requireKnownSteps } from './migrate.ts';
import { migrations } from './migrations/migrations.ts';
import { pagesByKey, rowsPerPage } from './pages-by-key.ts';
import type { Tables } from './tables.ts';

/** One row by its columns; both databases give text, numbers and nothing. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What the steps of a database are noted in: it says what the rows look like, and is not one of them. */
const stepsTable = 'applied_migrations';
const rowsPerInsert = 100;

/**
 * Hands over every row of every table, a page at a time; what is written meanwhile is not among them.
 * @param take called first with the steps the database has seen, then with rows of one table each
 */
export async function readTables(
  engine: Engine,
  take: {
    steps(names: readonly string[]): Promise<void>;
    rows(table: string, rows: readonly Row[]): Promise<void>;
  },
): Promise<void> {
  await engine.readStill(async (db) => {
    const steps = await db.selectFrom(stepsTable).select('name').orderBy('name').execute();
    await take.steps(steps.map(({ name }) => name));
    for (const table of await tablesOf(db)) {
      const key = await engine.primaryKeyOf(db, table);
      const pages = pagesByKey<Row, Row>(
        (last) => readPage(db, table, key, last),
        (row) => row,
      );
      for await (const rows of pages) await take.rows(table, rows);
    }
  });
}

/**
 * Puts rows in place of everything that is stored: all of them or, when anything fails, none.
 * @param steps that the rows' database had seen
 * @throws DatabaseOpenError when it had seen steps that are not known here
 */
export async function replaceTables(
  engine: Engine,
  steps: readonly string[],
  rows: AsyncIterable<{ readonly table: string; readonly rows: readonly Row[] }>,
): Promise<void> {
  requireKnownSteps(steps, migrations, 'backup');
  await engine.migrateAlone((db) => migrate(db, engine, migrations));
  await engine.replaceAlone(async (db) => {
    const tables = await tablesOf(db);
    for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(db);
    for await (const page of rows) {
      if (!tables.includes(page.table))
        throw new DatabaseOpenError(
          `The backup has a table ${page.table}, which this version of Plenum does not know.`,
        );
      for (let start = 0; start < page.rows.length; start += rowsPerInsert)
        await insert(db, page.table, page.rows.slice(start, start + rowsPerInsert));
    }
    await indexMessages(db);
  });
}

/** Whether no account is stored, so that nothing is lost by a restore; true for a database that is not there yet. */
export async function isEmpty(engine: Engine): Promise<boolean> {
  let count = 0;
  await engine.migrateAlone((db) => migrate(db, engine, migrations));
  await engine.readStill(async (db) => {
    count = (await db.selectFrom('accounts').select('id').limit(sql.lit(1)).execute()).length;
  });
  return count === 0;
}

async function tablesOf(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables.map(({ name }) => name).filter((name) => name !== stepsTable && !isOfSearch(name));
}

/** Whether a table is made from the messages, in a form of its own in each database. */
function isOfSearch(table: string): boolean {
  return table === 'searched_messages' || table.startsWith('message_words');
}

/** @param last the row after whose key the page begins */
async function readPage(
  db: Kysely<Tables>,
  table: string,
  key: readonly string[],
  last: Row | undefined,
): Promise<Row[]> {
  const order = sql.join(key.map((column) => sql.ref(column)));
  const after = last === undefined ? sql`` : sql`where ${isAfter(key, last)}`;
  const query = sql<Row>`select * from ${sql.table(table)} ${after} order by ${order} limit ${sql.lit(rowsPerPage)}`;
  return (await query.execute(db)).rows;
}

/** Written out column by column: MySQL does not look `(one, other) > (?, ?)` up in the key. */
function isAfter([column = '', ...others]: readonly string[], last: Row): RawBuilder<unknown> {
  const [ref, value] = [sql.ref(column), last[column]];
  if (others.length === 0) return sql`${ref} > ${value}`;
  return sql`(${ref} > ${value} or (${ref} = ${value} and ${isAfter(others, last)}))`;
}

async function insert(db: Kysely<Tables>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(db);
}
