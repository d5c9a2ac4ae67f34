// Looks whether what is counted of conversations is what their rows say. Repairs nothing: what is wrong is for a person to look at.
import { type CounterFault, checkCounters } from '../../../sql/check-counters.ts';
import { DatabaseOpenError } from '../../../sql/database-errors.ts';
import type { Config } from '../../config/config.ts';
import { type Finding, ok, problem } from './finding.ts';

export async function checkCounted({
  databaseUrl,
  dataDir,
}: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Finding> {
  try {
    return judgeCounters(await checkCounters({ url: databaseUrl, dataDir }));
  } catch (error) {
    if (error instanceof DatabaseOpenError) return problem('counters', error.message);
    throw error;
  }
}

export function judgeCounters(faults: readonly CounterFault[]): Finding {
  if (faults.length === 0) return ok('counters', 'What is counted of conversations is what their rows say.');
  const found = faults.map(({ count, what }) => `${count} ${what}`).join('; ');
  return problem('counters', `${found}. Nothing was changed: restore a backup, or report it with this line.`);
}
