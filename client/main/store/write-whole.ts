// Writes a small file so that a crash or a full disk leaves the old or the new one, never half of it. Used by store and vault.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The file, and folders made for it, are their owner's alone.
 * @throws what the file system throws; the file is then as it was
 */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // The mode holds for new files only: a draft that a crash left behind could have another.
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
