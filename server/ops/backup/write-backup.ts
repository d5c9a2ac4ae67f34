// Makes a backup of everything that must outlive the machine: the database as of one moment, and the secrets that belong to it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTables } from '../../../sql/copy-tables.ts';
import { type DatabaseSettings, engineOf, openDatabase } from '../../../sql/open-database.ts';
import { loadPeppers } from '../../features/sign-in/pepper.ts';
import { writeArchive } from './archive.ts';
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
        await put({ kind: 'rows', table, rows });
      },
    });
  });
  return counts;
}
