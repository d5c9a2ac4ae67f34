import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { databaseContract } from './database-contract.ts';
import { openDatabase } from './open-database.ts';
import { sqliteEngine } from './sqlite.ts';
import type { Tables } from './tables.ts';

const dirs: string[] = [];

async function newDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'plenum-sqlite-'));
  dirs.push(dir);
  return dir;
}

afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true });
});

describe('on SQLite', () => {
  databaseContract(async () => ({ dataDir: await newDir() }));
});

test('the file is made with its folder, writes ahead, and is readable by its owner only', async () => {
  const dataDir = join(await newDir(), 'deep', 'data');
  const database = await openDatabase({ dataDir });
  const file = join(dataDir, 'plenum.db');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const raw = new DatabaseSync(file);
  expect(raw.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  raw.close();
  await database.close();
});

test('a transaction for which the disk has no room fails as unavailable, and nothing of it stays', async () => {
  const db = new Kysely<Tables>({ dialect: sqliteEngine(join(await newDir(), 'plenum.db')).dialect });
  await sql`create table filled (bytes blob)`.execute(db);
  await sql`pragma max_page_count = 20`.execute(db);
  const filling = db.transaction().execute(async (all) => {
    for (let page = 0; page < 100; page += 1)
      await sql`insert into filled values (zeroblob(4096))`.execute(all);
  });
  await expect(filling).rejects.toMatchObject({ code: 'database-unavailable' });
  const { rows } = await sql<{ count: number }>`select count(*) as count from filled`.execute(db);
  expect(rows[0]?.count).toBe(0);
  await db.destroy();
});

test('while another process writes, a query fails as unavailable and works again afterwards', async () => {
  const dataDir = await newDir();
  const database = await openDatabase({ dataDir });
  const other = new DatabaseSync(join(dataDir, 'plenum.db'));
  other.exec('begin immediate');
  await expect(database.restingNumbers.save('00001', 1)).rejects.toMatchObject({
    code: 'database-unavailable',
  });
  other.exec('commit');
  other.close();
  await database.restingNumbers.save('00001', 1);
  await database.close();
});

test('a database that a newer version changed is refused, naming the step', async () => {
  const dataDir = await newDir();
  await (await openDatabase({ dataDir })).close();
  const raw = new DatabaseSync(join(dataDir, 'plenum.db'));
  raw.exec("insert into applied_migrations values ('9999-from-the-future', 0)");
  raw.close();
  await expect(openDatabase({ dataDir })).rejects.toThrow(
    'The database was changed by a newer version of Plenum (step 9999-from-the-future); run that version or a later one.',
  );
});

test('a file that is no database is refused by name', async () => {
  const dataDir = await newDir();
  await writeFile(
    join(dataDir, 'plenum.db'),
    'this is a text and not a database, however long it may be'.repeat(20),
  );
  await expect(openDatabase({ dataDir })).rejects.toThrow(
    /plenum\.db cannot be opened \(.*not a database.*DATA_DIR/,
  );
});

test('a data folder whose name is taken by a file is refused by name', async () => {
  const dir = await newDir();
  await writeFile(join(dir, 'data'), '');
  await expect(openDatabase({ dataDir: join(dir, 'data') })).rejects.toThrow(
    /data\/plenum\.db cannot be opened/,
  );
});
