// Reads DATABASE_URL. Called by open-database.
import { DatabaseOpenError } from './database-errors.ts';
import { type MysqlTls, readMysqlTls } from './mysql-tls.ts';

/** Where a MySQL or MariaDB server is, and who asks. */
export interface MysqlAddress {
  /** Where this was written, for sentences about it. */
  readonly setting: string;
  readonly host: string;
  /** 1..65535 */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: MysqlTls;
}

/**
 * @param url of the form `mysql://user:password@host:port/database`, or `mariadb://...`; the port is 3306 when left out,
 *   characters with a meaning of their own are percent-encoded, and how the way is encrypted stands behind `?` (mysql-tls)
 * @param setting where the URL was written
 * @throws DatabaseOpenError with a sentence that does not repeat the password
 */
export function parseMysqlUrl(url: string, setting = 'DATABASE_URL'): MysqlAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const database = decode(parsed?.pathname.slice(1));
  const user = decode(parsed?.username);
  const password = decode(parsed?.password);
  if (
    parsed === undefined ||
    !/^(mysql|mariadb):$/.test(parsed.protocol) ||
    parsed.hostname === '' ||
    user === undefined ||
    password === undefined ||
    database === undefined ||
    !/^[^/\\.`\0]{1,64}$/.test(database)
  ) {
    throw new DatabaseOpenError(`${setting} must be of the form mysql://user:password@host:3306/database.`);
  }
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = parsed.port === '' ? 3306 : Number(parsed.port);
  const tls = readMysqlTls(parsed.searchParams, host, setting);
  return { setting, host, port, user, password, database, tls };
}

function decode(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
