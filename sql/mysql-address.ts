// Reads DATABASE_URL. Called by open-database.
import { DatabaseOpenError } from './database-errors.ts';

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
}

/**
 * @param url of the form `mysql://user:password@host:port/database`, or `mariadb://...`; the port is 3306 when left out,
 *   and characters with a meaning of their own are percent-encoded
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
  return { setting, host, port: parsed.port === '' ? 3306 : Number(parsed.port), user, password, database };
}

function decode(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
