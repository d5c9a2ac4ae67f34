// Whether the media worker is the one that set-up builds from the recipe. Upstream's prebuilt one has none of the recipe's limits.
import path from 'node:path';
import type { TestOptions } from 'vitest';
import { findWorkerBin, readWorkerKind } from '../../server/media/worker-bin.ts';

/** Path of the worker's program that tests use. */
export const workerBin = await findWorkerBin(process.env, path.resolve(import.meta.dirname, '../..'));

export const isOwnWorker = (await readWorkerKind(workerBin)) === 'plenum';

declare module 'vitest' {
  interface TaskMeta {
    /** Why this run leaves the test out; the run prints it at its end. */
    leftOutBecause?: string;
  }
}

/** Options of a test of what only set-up's own worker does: it is left out with another one, and the run says so. */
export const needsOwnWorker: TestOptions = isOwnWorker
  ? {}
  : { skip: true, meta: { leftOutBecause: 'this media worker is not the one that set-up builds' } };
