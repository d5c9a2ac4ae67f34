// Secrets of 32 bytes in the data folder: made once, readable by their owner only. Used by pepper.ts and known-devices.ts.
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SettingError } from '../../config/setting-error.ts';

export const secretBytes = 32;
/** Only the owner of the server's process reads and writes them. */
const secretMode = 0o600;

/**
 * Reads `DATA_DIR/NAME`, and makes it when it is not there.
 * @throws SettingError when the file cannot be used
 */
export async function loadSecret(dataDir: string, name: string): Promise<Buffer> {
  const file = join(dataDir, name);
  try {
    await makeSecret(dataDir, name);
    // A copy that was put back by hand may have become readable by others.
    await chmod(file, secretMode);
    return requireWhole(await readFile(file), name, file);
  } catch (error) {
    if (error instanceof SettingError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new SettingError(
      'DATA_DIR',
      dataDir,
      `a folder in which the server can keep its ${name} file (${why})`,
    );
  }
}

/** Written whole and on disk before it gets its name, so that two starts at once, or a crash, leave one whole file. */
export async function makeSecret(dataDir: string, name: string): Promise<void> {
  const file = join(dataDir, name);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (await exists(file)) return;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', secretMode);
  try {
    await handle.writeFile(randomBytes(secretBytes));
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

function requireWhole(secret: Buffer, name: string, file: string): Buffer {
  if (secret.length === secretBytes) return secret;
  throw new SettingError(
    `DATA_DIR/${name}`,
    file,
    `a file of ${secretBytes} bytes, as it was made; restore it from a backup`,
  );
}
