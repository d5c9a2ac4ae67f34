// How the way to a MySQL or MariaDB server is encrypted: the words behind `?` in its URL, as MySQL's own programs name them.
// Used by mysql-address and by the code that connects.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { SslOptions } from 'mysql2';
import { DatabaseOpenError } from './database-errors.ts';

const modes = ['DISABLED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;

export interface MysqlTls {
  /** DISABLED: plain text. REQUIRED: encrypted, to any server. VERIFY_CA: whose certificate is signed. VERIFY_IDENTITY: for its name. */
  readonly mode: (typeof modes)[number];
  /** PEM file of those whose signature counts; without it, those whom Node trusts. */
  readonly caFile?: string;
}

/**
 * @param words what stands behind `?`: `ssl-mode` and `ssl-ca`; without them the way is not encrypted
 * @param host of the server
 * @param setting where the URL was written
 * @throws DatabaseOpenError for any other word or value: one that is passed over could have asked for encryption
 */
export function readMysqlTls(words: URLSearchParams, host: string, setting: string): MysqlTls {
  for (const word of words.keys()) {
    if (word !== 'ssl-mode' && word !== 'ssl-ca')
      throw new DatabaseOpenError(
        `${setting} has "${word}" behind the question mark, which Plenum does not know: only ssl-mode and ssl-ca may stand there.`,
      );
  }
  const named = words.get('ssl-mode') ?? 'DISABLED';
  const mode = modes.find((known) => known === named.toUpperCase());
  if (mode === undefined)
    throw new DatabaseOpenError(`${setting} has ssl-mode "${named}"; it must be one of ${modes.join(', ')}.`);
  const caFile = words.get('ssl-ca') ?? undefined;
  if (caFile !== undefined && !mode.startsWith('VERIFY_'))
    throw new DatabaseOpenError(
      `${setting} names ssl-ca, which counts only with ssl-mode=VERIFY_CA or VERIFY_IDENTITY.`,
    );
  if (mode === 'VERIFY_IDENTITY' && isIP(host) !== 0)
    throw new DatabaseOpenError(
      `${setting} has ssl-mode VERIFY_IDENTITY, which needs the server's name instead of its address ${host}; or use VERIFY_CA.`,
    );
  return { mode, ...(caFile !== undefined && { caFile }) };
}

/**
 * What mysql2 is told: nothing for plain text.
 * @throws DatabaseOpenError when the file of `ssl-ca` cannot be read
 */
export function mysqlTlsOptions({ mode, caFile }: MysqlTls): { ssl?: SslOptions } {
  if (mode === 'DISABLED') return {};
  const ssl: SslOptions = {
    rejectUnauthorized: mode !== 'REQUIRED',
    verifyIdentity: mode === 'VERIFY_IDENTITY',
    ...(caFile !== undefined && { ca: readCa(caFile) }),
  };
  return { ssl };
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new DatabaseOpenError(`The file ${file} that ssl-ca names cannot be read (${why}).`, error);
  }
}
