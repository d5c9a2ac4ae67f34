// Opens what is stored; the one file that knows that there are two databases. Called by main and the accounts command.
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Database } from './database.ts';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { indexMessagesOnce } from './index-messages.ts';
import { MessageSearch } from './message-search.ts';
import { migrations } from './migrations/migrations.ts';
import { parseMysqlUrl } from './mysql-address.ts';
import { mysqlEngine } from './mysql.ts';
import { sqliteEngine } from './sqlite.ts';
import type { Tables } from './tables.ts';

export interface DatabaseSettings {
  /** `mysql://...` or `mariadb://...`; without it SQLite in the data folder. */
  readonly url?: string | undefined;
  readonly dataDir: string;
  /** Told why a thread of SQLite ended by itself; another one takes its place. */
  readonly onThreadDeath?: (error: Error) => void;
}

/**
 * Opens the database and brings its tables up to date.
 * @throws DatabaseOpenError with one sentence for the operator, within about 2 s for a server that does not answer
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const engine = engineOf(settings);
  await engine.migrateAlone(async (db) => {
    await migrate(db, engine, migrations);
    await indexMessagesOnce(db);
  });
  const search = new MessageSearch(new Kysely<Tables>({ dialect: engine.searchDialect }), engine.words);
  return new Database(new Kysely<Tables>({ dialect: engine.dialect }), search);
}

/** Which of the two it is. @throws DatabaseOpenError when the URL is of neither */
export function engineOf({ url, dataDir, onThreadDeath }: DatabaseSettings): Engine {
  return url === undefined
    ? sqliteEngine(join(dataDir, 'plenum.db'), onThreadDeath)
    : mysqlEngine(parseMysqlUrl(url));
}
