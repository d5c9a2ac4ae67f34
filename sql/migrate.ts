// Brings the tables of a database up to date. Called by open-database, inside the engine's lock.
import type { Kysely } from 'kysely';
import { DatabaseOpenError } from './database-errors.ts';
import type { Engine } from './engine.ts';
import type { Migration } from './migrations/migration.ts';
import type { Tables } from './tables.ts';

/**
 * Runs the steps that the database has not seen, in order, and records each.
 * @throws DatabaseOpenError when the database has seen steps that are not in `migrations`
 */
export async function migrate(
  db: Kysely<Tables>,
  { tableOptions, createMessageWords }: Pick<Engine, 'tableOptions' | 'createMessageWords'>,
  migrations: readonly Migration[],
): Promise<void> {
  await db.schema
    .createTable('applied_migrations')
    .ifNotExists()
    .addColumn('name', 'varchar(100)', (column) => column.primaryKey().notNull())
    .addColumn('applied_at_ms', 'bigint', (column) => column.notNull())
    .modifyEnd(tableOptions)
    .execute();
  const rows = await db.selectFrom('applied_migrations').select('name').orderBy('name').execute();
  const applied = new Set(rows.map(({ name }) => name));
  requireKnownSteps(applied, migrations, 'database');
  for (const { name, add } of migrations) {
    if (applied.has(name)) continue;
    await add(db, tableOptions, createMessageWords);
    await db.insertInto('applied_migrations').values({ name, applied_at_ms: Date.now() }).execute();
  }
}

/** @param what has seen the steps @throws DatabaseOpenError when one of them is not in `migrations` */
export function requireKnownSteps(
  applied: Iterable<string>,
  migrations: readonly Migration[],
  what: 'database' | 'backup',
): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied].find((name) => !known.has(name));
  if (unknown === undefined) return;
  const origin = what === 'database' ? 'The database was changed' : 'The backup was made';
  throw new DatabaseOpenError(
    `${origin} by a newer version of Plenum (step ${unknown}); run that version or a later one.`,
  );
}
