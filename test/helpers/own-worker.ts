// Whether the media worker is the one that set-up builds from the recipe. Upstream's prebuilt one has none of the recipe's limits.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findWorkerBin } from '../../server/media/worker-bin.ts';

/** Path of the worker's program that tests use. */
export const workerBin = await findWorkerBin(process.env, path.resolve(import.meta.dirname, '../..'));

/** A setting that only the recipe's worker knows stands in its program. */
export const isOwnWorker = readFileSync(workerBin).includes('WORKER_BATCHING');
