// Finds the media worker's program: named by the environment, or left by set-up. Called by main.
import { access, constants, open, readFile } from 'node:fs/promises';
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
/** Enough that 15 MB are 60 reads. */
const bufferBytes = 256 * 1024;

/**
 * Looks for the mark piece by piece, up to the first and in one small buffer: upstream's program has 15 MB, which a server that starts need not hold.
 * @param workerBin path of a worker's program
 * @throws Error of the file system when it cannot be read
 */
export async function readWorkerKind(workerBin: string): Promise<WorkerKind> {
  await using file = await open(workerBin);
  const buffer = Buffer.alloc(bufferBytes);
  let kept = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, kept, bufferBytes - kept);
    if (bytesRead === 0) return 'upstream';
    const filled = kept + bytesRead;
    if (buffer.subarray(0, filled).includes(recipeMark)) return 'plenum';
    // The mark may lie across two reads.
    kept = Math.min(filled, recipeMark.length - 1);
    buffer.copyWithin(0, filled - kept, filled);
  }
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
