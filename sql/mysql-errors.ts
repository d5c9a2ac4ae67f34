// What the errors of mysql2 and of the server mean. Used by mysql.ts.
import { RequestError } from '../protocol/error-codes.ts';
import { DatabaseOpenError, DuplicateError } from './database-errors.ts';
import type { MysqlAddress } from './mysql-address.ts';

interface MysqlError {
  readonly code?: string;
  /** Number of the server's error (https://mariadb.com/kb/en/mariadb-error-codes/); others come from the connection. */
  readonly errno?: number;
  readonly sqlState?: string;
  readonly message: string;
}

const duplicateEntry = 1062;
const unknownDatabase = 1049;
/** MySQL's and MariaDB's numbers of ER_SECURE_TRANSPORT_REQUIRED are one. */
const secureTransportRequired = 3159;
const accessDenied = new Set([1044, 1045, 1698]);
/** Took longer than a search may (MariaDB, MySQL), too many connections, shutting down, killed, out of space, read-only, lock wait, deadlock. */
const unavailable = new Set([
  1040, 1053, 1203, 1317, 1927, 1021, 1114, 1290, 1792, 1836, 1205, 1213, 1969, 3024,
]);

/** The server knows no such database; whether the user may make it shows when it tries. */
export function isUnknownDatabase(error: unknown): boolean {
  return (error as MysqlError).errno === unknownDatabase;
}

/** The form in which an error of a query is thrown on: by what it means where that is known, else as it is. */
export function translateMysqlError(error: unknown): unknown {
  if (error instanceof RequestError) return error;
  const { errno, sqlState, message } = error as MysqlError;
  if (errno === duplicateEntry) {
    // Indexes are named TABLE_COLUMN_unique; newer servers put the table's name and a dot before.
    const index = /for key '(?:\w+\.)?(\w+)'$/.exec(message)?.[1] ?? '';
    return new DuplicateError(/^[a-z]+_(\w+)_unique$/.exec(index)?.[1] ?? index, error);
  }
  const fromServer = sqlState !== undefined && errno !== undefined;
  return fromServer && !unavailable.has(errno) && !accessDenied.has(errno)
    ? error
    : new RequestError('database-unavailable');
}

/** One sentence for the operator on why the first connection failed. */
export function explainConnectError(error: unknown, address: MysqlAddress): DatabaseOpenError {
  const { code, errno, message } = error as MysqlError;
  const place = `${address.host}:${address.port}`;
  if (errno !== undefined && accessDenied.has(errno)) {
    // A server refuses an account that demands encryption with the same words as a wrong password.
    const orPlain =
      address.tls.mode === 'DISABLED'
        ? ' If this account demands an encrypted connection, add ?ssl-mode=REQUIRED.'
        : '';
    const sentence = `The database server at ${place} does not let user "${address.user}" use database "${address.database}"; check user, password and rights in ${address.setting}.${orPlain}`;
    return new DatabaseOpenError(sentence, error);
  }
  if (errno === secureTransportRequired)
    return new DatabaseOpenError(
      `The database server at ${place} demands an encrypted connection: add ?ssl-mode=REQUIRED to ${address.setting}.`,
      error,
    );
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT')
    return new DatabaseOpenError(
      `The database server at ${place} cannot encrypt the connection, which ssl-mode=${address.tls.mode} in ${address.setting} demands.`,
      error,
    );
  if (code === 'HANDSHAKE_SSL_ERROR')
    return new DatabaseOpenError(
      `The certificate of the database server at ${place} is not accepted (${message}); check ssl-ca in ${address.setting}.`,
      error,
    );
  const why = code ?? message;
  return new DatabaseOpenError(
    `The database server at ${place} does not answer as expected (${why}); check ${address.setting} and whether the server runs.`,
    error,
  );
}
