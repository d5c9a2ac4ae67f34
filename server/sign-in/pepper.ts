// The secret beside the database: without it, a stolen copy of the database lets nobody try passwords.
import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MarkStore } from '../../sql/mark-store.ts';
import { SettingError } from '../setting-error.ts';

const pepperBytes = 32;

/** Keyed hashes that nobody without the pepper can compute. */
export interface Pepper {
  /** HMAC-SHA256 of `text` in hexadecimal digits. Texts of different purpose must not look alike. */
  hash(text: string): string;
}

/**
 * Reads `DATA_DIR/pepper`, and makes it when it is not there. Whoever loses this file loses every password.
 * @throws SettingError when the file cannot be used
 */
export async function loadPepper(dataDir: string): Promise<Pepper> {
  const file = join(dataDir, 'pepper');
  try {
    await create(file, dataDir);
    return pepperOf(await readFile(file), file);
  } catch (error) {
    if (error instanceof SettingError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new SettingError(
      'DATA_DIR',
      dataDir,
      `a folder in which the server can keep its pepper file (${why})`,
    );
  }
}

/**
 * With another pepper no password would be right. The database keeps a mark by which that shows, and from which the pepper
 * cannot be guessed.
 * @throws SettingError when the passwords of the database were stored with another pepper
 */
export async function requireSamePepper(marks: MarkStore, pepper: Pepper, dataDir: string): Promise<void> {
  const mark = pepper.hash('mark of the pepper');
  if ((await marks.claim('pepper', mark)) === mark) return;
  throw new SettingError('DATA_DIR', dataDir, 'the folder whose pepper file this database was filled with');
}

/** Written whole and on disk before it gets its name, so that two starts at once, or a crash, leave one whole file. */
async function create(file: string, dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (await exists(file)) return;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(pepperBytes));
    await handle.sync();
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await handle.close();
    await rm(draft);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await (await open(file)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function pepperOf(secret: Buffer, file: string): Pepper {
  if (secret.length !== pepperBytes) {
    throw new SettingError(
      'DATA_DIR/pepper',
      file,
      `a file of ${pepperBytes} bytes, as it was made; restore it from a backup`,
    );
  }
  return { hash: (text) => createHmac('sha256', secret).update(text).digest('hex') };
}
