// SQLite for kysely, in threads of its own: one that writes, and one that reads what is committed.
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { StatementResult } from './sqlite-connection.ts';
import { startSqliteThread, ThreadClient } from './thread-client.ts';

/**
 * @param file path of a database that is there
 * @param onDeath told why a thread ended by itself; another one takes its place
 */
export function threadedSqliteDialect(file: string, onDeath?: (error: Error) => void): Dialect {
  return {
    createAdapter: () => new ThreadedAdapter(),
    createDriver: () => new ThreadedDriver(file, onDeath),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** The writing thread lets one after the other write; no caller waits for a connection here. */
class ThreadedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class ThreadedDriver implements Driver {
  readonly #writer: ThreadClient;
  readonly #reader: ThreadClient;
  #transactions = 0;

  constructor(file: string, onDeath: ((error: Error) => void) | undefined) {
    const open = (role: 'write' | 'read') =>
      new ThreadClient({ start: () => startSqliteThread({ file, role }), onDeath });
    this.#writer = open('write');
    this.#reader = open('read');
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ThreadedConnection> {
    return new ThreadedConnection(this.#writer, this.#reader);
  }

  async beginTransaction(connection: ThreadedConnection): Promise<void> {
    connection.begin((this.#transactions += 1));
  }

  async commitTransaction(connection: ThreadedConnection): Promise<void> {
    await connection.end('commit');
  }

  async rollbackTransaction(connection: ThreadedConnection): Promise<void> {
    await connection.end('rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#reader.close()]);
  }
}

/** A transaction, or what is asked outside of any. */
class ThreadedConnection implements DatabaseConnection {
  readonly #writer: ThreadClient;
  readonly #reader: ThreadClient;
  #transaction: { readonly id: number; hasBegun: boolean } | undefined;

  constructor(writer: ThreadClient, reader: ThreadClient) {
    this.#writer = writer;
    this.#reader = reader;
  }

  /** Its first statement begins it in the thread. */
  begin(id: number): void {
    this.#transaction = { id, hasBegun: false };
  }

  async end(kind: 'commit' | 'rollback'): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    if (transaction?.hasBegun === true) await this.#writer.ask({ kind, transaction: transaction.id });
  }

  async executeQuery<R>({ sql: text, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { kind: 'statement', text, values: parameters } as const;
    const transaction = this.#transaction;
    if (transaction === undefined) {
      const thread = SelectQueryNode.is(query) ? this.#reader : this.#writer;
      return toQueryResult(await thread.ask(statement));
    }
    const place = { id: transaction.id, isFirst: !transaction.hasBegun };
    transaction.hasBegun = true;
    return toQueryResult(await this.#writer.ask({ ...statement, transaction: place }));
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('results are not streamed');
  }
}

function toQueryResult<R>({ rows, changes }: StatementResult): QueryResult<R> {
  const result = { rows: rows as R[] };
  return changes === undefined ? result : { ...result, numAffectedRows: BigInt(changes) };
}
