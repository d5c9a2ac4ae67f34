// The secret beside the database: without it, a stolen copy of the database is not enough to try passwords.
import { createHmac } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { DeploymentState } from '../../../sql/deployment-state.ts';
import { SettingError } from '../../config/setting-error.ts';
import { loadSecret, makeSecret } from './secret-file.ts';

/** Keyed hashes that cannot be computed without the pepper. */
export interface Pepper {
  /** HMAC-SHA256 of `text` in hexadecimal digits. Texts of different purpose must not look alike. */
  hash(text: string): string;
}

/**
 * All peppers of an installation, the oldest first. New credentials are made with the newest; older ones are kept for those who
 * have not signed in since it was made. Salts of unknown logins and the database's mark stay with the oldest: they must not
 * change.
 */
export type Peppers = readonly [Pepper, ...Pepper[]];

const firstName = 'pepper';

/**
 * Reads `DATA_DIR/pepper` and those that were made after it, and makes the first when it is not there. Losing these files
 * loses every password.
 * @throws SettingError when a file cannot be used
 */
export async function loadPeppers(dataDir: string): Promise<Peppers> {
  const first = pepperOf(await loadSecret(dataDir, firstName));
  const later: Pepper[] = [];
  for (const name of await laterNames(dataDir)) later.push(pepperOf(await loadSecret(dataDir, name)));
  return [first, ...later];
}

/** Makes one more pepper, which a server uses from its next start on; returns the name of its file. */
export async function addPepper(dataDir: string): Promise<string> {
  await loadSecret(dataDir, firstName);
  const name = nameOf((await laterNames(dataDir)).length + 2);
  await makeSecret(dataDir, name);
  return name;
}

/**
 * With another pepper no password would be right. The database keeps a mark by which that shows, and from which the pepper
 * cannot be guessed.
 * @throws SettingError when the passwords of the database were stored with another pepper
 */
export async function requireSamePepper(
  state: DeploymentState,
  pepper: Pepper,
  dataDir: string,
): Promise<void> {
  const mark = pepper.hash('mark of the pepper');
  if ((await state.claim('pepper', mark)) === mark) return;
  throw new SettingError('DATA_DIR', dataDir, 'the folder whose pepper file this database was filled with');
}

function nameOf(number: number): string {
  return `${firstName}-${number}`;
}

/** Without a gap: one that is missing is missed by name. */
async function laterNames(dataDir: string): Promise<string[]> {
  const numbers = (await readdir(dataDir)).flatMap((name) => {
    const number = /^pepper-(\d{1,4})$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const names = Array.from({ length: Math.max(1, ...numbers) - 1 }, (_, index) => nameOf(index + 2));
  const missing = names.find((_, index) => !numbers.includes(index + 2));
  if (missing === undefined) return names;
  throw new SettingError(`DATA_DIR/${missing}`, '', 'there, since a later one is; restore it from a backup');
}

function pepperOf(secret: Buffer): Pepper {
  return { hash: (text) => createHmac('sha256', secret).update(text).digest('hex') };
}
