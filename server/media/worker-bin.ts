// Finds the media worker's program: named by the environment, or left by set-up. Called by main.
import { access, constants, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SettingError } from '../config/setting-error.ts';

/** @throws SettingError when there is none that can be run */
export async function findWorkerBin(
  environment: Readonly<Record<string, string | undefined>>,
  projectDir: string,
): Promise<string> {
  const workerBin =
    environment['MEDIASOUP_WORKER_BIN'] ?? (await readSetUp(join(projectDir, 'dist/setup.json')));
  try {
    await access(workerBin, constants.X_OK);
    return workerBin;
  } catch {
    throw new SettingError(
      'MEDIASOUP_WORKER_BIN',
      workerBin,
      'a program that can be run; npm run setup brings one',
    );
  }
}

/** Which worker it is: `plenum`, built by set-up from its recipe, or `upstream`, without the recipe's speed and limits. */
export type WorkerKind = 'plenum' | 'upstream';

/** A setting that the recipe's worker alone knows stands in its program. */
const recipeMark = 'WORKER_BATCHING';

/** @param workerBin path of a worker's program */
export async function readWorkerKind(workerBin: string): Promise<WorkerKind> {
  return (await readFile(workerBin)).includes(recipeMark) ? 'plenum' : 'upstream';
}

/** @returns the kind as people read it in the start line and the doctor's report */
export function nameWorker(kind: WorkerKind): string {
  return kind === 'plenum' ? 'built by set-up' : "upstream's";
}

async function readSetUp(file: string): Promise<string> {
  try {
    const setUp = JSON.parse(await readFile(file, 'utf8')) as { workerBin?: string };
    return setUp.workerBin ?? '';
  } catch {
    return '';
  }
}
