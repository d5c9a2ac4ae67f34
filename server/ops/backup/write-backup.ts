// Makes a backup of everything that must outlive the machine: the database as of one moment, the secrets that belong to it, and the
// contents of files that its rows name.
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTables } from '../../../sql/copy-tables.ts';
import { type DatabaseSettings, engineOf, openDatabase } from '../../../sql/open-database.ts';
import { loadPeppers } from '../../features/sign-in/pepper.ts';
import { FilePlaces } from '../../features/files/file-places.ts';
import { type ArchivePart, writeArchive } from './archive.ts';
import { listSecrets } from './secret-files.ts';

/**
 * The server may run, and write, meanwhile.
 * @returns how many rows there are of each table
 * @throws DatabaseOpenError, OperatorError, SettingError
 */
export async function writeBackup(settings: DatabaseSettings, file: string): Promise<Map<string, number>> {
  // A database that a newer version has changed is refused here; one that is not there yet is made.
  await (await openDatabase(settings)).close();
  await loadPeppers(settings.dataDir);
  const counts = new Map<string, number>();
  const blobs: string[] = [];
  await writeArchive(file, async (put) => {
    await readTables(engineOf(settings), {
      steps: async (steps) => {
        await put({ kind: 'head', madeAt: new Date().toISOString(), steps });
        for (const { name } of await listSecrets(settings.dataDir)) {
          await put({ kind: 'secret', name, content: await readFile(join(settings.dataDir, name)) });
        }
      },
      rows: async (table, rows) => {
        counts.set(table, (counts.get(table) ?? 0) + rows.length);
        if (table === 'blobs') blobs.push(...rows.map(({ id }) => String(id)));
        await put({ kind: 'rows', table, rows });
      },
    });
    for (const id of blobs) await putBlob(new FilePlaces(settings.dataDir).blob(id), id, put);
  });
  return counts;
}

const pieceBytes = 1024 * 1024;

/** What no row named any more may be gone by now; then it is left out. */
async function putBlob(file: string, id: string, put: (part: ArchivePart) => Promise<void>): Promise<void> {
  const handle: FileHandle | undefined = await open(file).catch(() => undefined);
  if (handle === undefined) return;
  try {
    const { size } = await handle.stat();
    for (let at = 0; at === 0 || at < size; at += pieceBytes) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, at);
      await put({ kind: 'blob', id, piece: buffer.subarray(0, bytesRead), ends: at + bytesRead >= size });
    }
  } finally {
    await handle.close();
  }
}
