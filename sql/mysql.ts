// A MySQL or MariaDB server, through mysql2. Made by open-database.
import {
  CompiledQuery,
  type Dialect,
  Kysely,
  MysqlDialect,
  type MysqlPool,
  type MysqlPoolConnection,
  sql,
} from 'kysely';
import {
  createConnection,
  createPool,
  type Connection,
  type ConnectionOptions,
  type PoolConnection,
} from 'mysql2';
import { RequestError } from '../protocol/error-codes.ts';
import { DatabaseOpenError } from './database-errors.ts';
import type { Engine } from './engine.ts';
import type { MysqlAddress } from './mysql-address.ts';
import { mysqlTlsOptions } from './mysql-tls.ts';
import { explainConnectError, isUnknownDatabase, translateMysqlError } from './mysql-errors.ts';
import type { Tables } from './tables.ts';

/** Waiting for a connection and waiting for an answer: together they stay within the 2 s that a request may take. */
const acquireTimeoutMs = 1000;
const queryTimeoutMs = 1000;
/** How long a start waits for the server to accept its first connection. */
const firstConnectTimeoutMs = 2000;
/** How long a start waits for another start that migrates. */
const migrationTimeoutSeconds = 60;
/** Connections kept; a request uses one for a few milliseconds. */
const poolSize = 10;
/** The same for searches, which take longer and keep no other request waiting. */
const searchPoolSize = 2;
/** Prepared statements kept for each connection; the server has a limit on all of them together. */
const preparedStatementsMax = 200;

/** Strict, so that what does not fit is refused instead of cut; a lock is not waited for longer than for an answer. */
const sessionSettings = "set session sql_mode = 'TRADITIONAL', innodb_lock_wait_timeout = 1";

/** A search by the index is ended after 150 ms, in the words of MariaDB and of MySQL: what stands in the other's comment is passed over. */
const searchSettings =
  '/*M! set session max_statement_time = 0.15 */ /*!50700 set session max_execution_time = 150 */';

export function mysqlEngine(address: MysqlAddress): Engine {
  return {
    dialect: dialectOf(address, poolSize, sessionSettings),
    createMessageWords: sql`create table if not exists message_words (rowid bigint not null primary key, words mediumtext not null, fulltext message_words_index (words)) engine = InnoDB default character set ascii collate ascii_bin`,
    searchDialect: dialectOf(address, searchPoolSize, searchSettings),
    words: {
      hasWords: (words) =>
        sql`match(words) against (${words.map((word) => `+${word}`).join(' ')} in boolean mode)`,
      showsWords: (words) =>
        sql`(${sql.join(
          words.map((word) => sql`words like ${`% ${word} %`}`),
          sql` and `,
        )})`,
    },
    tableOptions: sql`engine = InnoDB default character set utf8mb4 collate utf8mb4_bin`,
    migrateAlone: (work) =>
      onOneConnection(address, async (db) => {
        // The lock ends with the connection.
        await takeMigrationLock(db, address);
        await work(db);
      }),
    readStill: (work) =>
      onOneConnection(address, async (db) => {
        await sql`set session transaction isolation level repeatable read`.execute(db);
        await sql`start transaction with consistent snapshot`.execute(db);
        await work(db);
      }),
    replaceAlone: (work) =>
      onOneConnection(address, async (db) => {
        await takeMigrationLock(db, address);
        await sql`set session foreign_key_checks = 0`.execute(db);
        await sql`start transaction`.execute(db);
        // What was not committed is rolled back by closing.
        await work(db);
        await sql`commit`.execute(db);
      }),
    primaryKeyOf: async (db, table) => {
      const { rows } = await sql<{
        name: string;
      }>`select column_name as name from information_schema.key_column_usage where table_schema = database() and table_name = ${table} and constraint_name = 'PRIMARY' order by ordinal_position`.execute(
        db,
      );
      return rows.map(({ name }) => name);
    },
  };
}

/** @param settings run on each new connection */
function dialectOf(address: MysqlAddress, connections: number, settings: string): Dialect {
  return new MysqlDialect({
    pool: async () => openPool(address, connections),
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw(settings));
    },
  });
}

async function onOneConnection(
  address: MysqlAddress,
  work: (db: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  const connection = await connectOrCreate(address);
  const db = new Kysely<Tables>({ dialect: new MysqlDialect({ pool: poolOfOne(connection) }) });
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

function optionsFor(address: MysqlAddress, connectTimeout: number): ConnectionOptions {
  const { host, port, user, password, database, tls } = address;
  return {
    ...mysqlTlsOptions(tls),
    host,
    port,
    user,
    password,
    database,
    connectTimeout,
    charset: 'utf8mb4',
    flags: ['-LOCAL_FILES'],
  };
}

function openPool(address: MysqlAddress, connectionLimit: number): MysqlPool {
  const pool = createPool({
    ...optionsFor(address, acquireTimeoutMs),
    connectionLimit,
    maxPreparedStatements: preparedStatementsMax,
    enableKeepAlive: true,
  });
  return {
    end: (callback) => pool.end(callback),
    getConnection: (callback) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        callback(new RequestError('database-unavailable'), undefined as never);
      }, acquireTimeoutMs);
      pool.getConnection((error, connection) => {
        clearTimeout(timer);
        if (late) {
          if (error === null) connection.release();
        } else if (error !== null) {
          callback(translateMysqlError(error), undefined as never);
        } else {
          callback(null, adapt(connection));
        }
      });
    },
  };
}

/** What kysely made of each connection is remembered by the object it got, so that it must get the same one again. */
const adapted = new WeakMap<PoolConnection, MysqlPoolConnection>();

function adapt(connection: PoolConnection): MysqlPoolConnection {
  const known = adapted.get(connection);
  if (known !== undefined) return known;
  const made: MysqlPoolConnection = {
    config: connection.config,
    threadId: connection.threadId,
    connect: () => undefined,
    destroy: () => connection.destroy(),
    release: () => connection.release(),
    query: (text, parameters, callback) => {
      ask(connection, text, parameters as unknown[], queryTimeoutMs, callback);
      return { stream: refuseStream };
    },
  };
  adapted.set(connection, made);
  return made;
}

type Callback = Parameters<MysqlPoolConnection['query']>[2];

/**
 * Values go to the server apart from the text, as a prepared statement. Statements without values go plainly: `begin`
 * cannot be prepared. A connection whose answer is overdue is given up, since the answer could still come.
 * @param timeoutMs how long to wait for the answer; 0 waits for ever
 */
function ask(
  connection: Connection,
  text: string,
  values: unknown[],
  timeoutMs: number,
  callback: Callback,
): void {
  let overdue = false;
  const giveUp = (): void => {
    overdue = true;
    connection.destroy();
    callback?.(new RequestError('database-unavailable'), undefined as never);
  };
  const timer = timeoutMs === 0 ? undefined : setTimeout(giveUp, timeoutMs);
  const answer = (error: Error | null, result: unknown): void => {
    clearTimeout(timer);
    if (overdue) return;
    if (error === null) callback?.(null, result as never);
    else callback?.(translateMysqlError(error), undefined as never);
  };
  if (values.length === 0) connection.query(text, answer);
  else connection.execute(text, values as never, answer);
}

function refuseStream(): never {
  throw new Error('results are not streamed');
}

/** A connection to the database, which is made when it is missing and the user may. */
async function connectOrCreate(address: MysqlAddress): Promise<Connection> {
  const options = optionsFor(address, firstConnectTimeoutMs);
  try {
    return await connect(options);
  } catch (error) {
    if (!isUnknownDatabase(error)) throw explainConnectError(error, address);
  }
  const { database: _, ...withoutDatabase } = options;
  try {
    const connection = await connect(withoutDatabase);
    await run(
      connection,
      `create database if not exists \`${address.database}\` character set utf8mb4 collate utf8mb4_bin`,
    );
    await run(connection, `use \`${address.database}\``);
    return connection;
  } catch (error) {
    throw explainConnectError(error, address);
  }
}

function connect(options: ConnectionOptions): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = createConnection(options);
    // Errors after this point come back from the query at work.
    connection.on('error', () => undefined);
    connection.connect((error) => {
      if (error === null) return resolve(connection);
      connection.destroy();
      reject(error);
    });
  });
}

function run(connection: Connection, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query(text, (error) => (error === null ? resolve() : reject(error)));
  });
}

/** Migrations run on one connection, without time limits: a table may be large. */
function poolOfOne(connection: Connection): MysqlPool {
  const only: MysqlPoolConnection = {
    config: connection.config,
    threadId: connection.threadId,
    connect: () => undefined,
    destroy: () => connection.destroy(),
    release: () => undefined,
    query: (text, parameters, callback) => {
      ask(connection, text, parameters as unknown[], 0, callback);
      return { stream: refuseStream };
    },
  };
  return { getConnection: (callback) => callback(null, only), end: (callback) => connection.end(callback) };
}

async function takeMigrationLock(db: Kysely<Tables>, address: MysqlAddress): Promise<void> {
  // Locks are shared by all databases of a server, and their names are short.
  const name = sql`concat('plenum ', sha1(database()))`;
  const { rows } = await sql<{
    taken: number;
  }>`select get_lock(${name}, ${migrationTimeoutSeconds}) as taken`.execute(db);
  if (rows[0]?.taken === 1) return;
  throw new DatabaseOpenError(
    `The database ${address.database} at ${address.host}:${address.port} is being migrated by another process; try again.`,
  );
}
