// Looks at what is kept: whether the database opens and fits this version, and whether the secrets are there and private.
import { DatabaseOpenError } from '../../../sql/database-errors.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import type { Config } from '../../config/config.ts';
import { SettingError } from '../../config/setting-error.ts';
import { loadPeppers, requireSamePepper } from '../../features/sign-in/pepper.ts';
import { listSecrets } from '../backup/secret-files.ts';
import { type Finding, ok, problem } from './finding.ts';

export async function checkStorage({ databaseUrl, dataDir }: Config): Promise<Finding[]> {
  // Before anything is opened, which would correct them.
  const open = (await listSecrets(dataDir)).filter(({ mode }) => (mode & 0o077) !== 0);
  return [await checkDatabase(databaseUrl, dataDir), judgeSecrets(open.map(({ name }) => name))];
}

async function checkDatabase(url: string | undefined, dataDir: string): Promise<Finding> {
  try {
    const database = await openDatabase({ url, dataDir });
    try {
      const [pepper] = await loadPeppers(dataDir);
      await requireSamePepper(database.deploymentState, pepper, dataDir);
      const count = await database.accounts.count();
      const kind = url === undefined ? 'SQLite' : 'The database server';
      return ok('database', `${kind} answers, and has ${count} accounts.`);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof DatabaseOpenError || error instanceof SettingError)
      return problem('database', error.message);
    throw error;
  }
}

/** @param open names of secrets that others may read */
export function judgeSecrets(open: readonly string[]): Finding {
  if (open.length === 0) return ok('secrets', 'Only their owner may read the secrets.');
  return problem(
    'secrets',
    `Others on this machine could read ${open.join(', ')}: chmod 600, and make them anew (npm run secrets -- rotate).`,
  );
}
