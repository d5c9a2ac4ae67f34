// Where set-up finds and keeps things; used by every step and by the commands in scripts/.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const rootFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What set-up makes inside the repository; never committed. */
export const distFolder = path.join(rootFolder, 'dist');

/** The pinned Node that every TypeScript file runs under; there once the dependencies are. */
export const pinnedNode = path.join(rootFolder, 'node_modules/.bin/node');

/** What the server and the tests read about set-up's results: `{ "workerBin": "/absolute/path" }`. */
export const resultFile = path.join(distFolder, 'setup.json');

/**
 * The folder that keeps slow results (worker, Speex source) across clones and clean-ups.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} absolute path: `PLENUM_CACHE_DIR`, else `plenum` in the user's cache folder
 */
export function cacheFolder(env) {
  if (env.PLENUM_CACHE_DIR) return path.resolve(env.PLENUM_CACHE_DIR);
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'plenum');
}

/**
 * Does work in an empty folder that is gone afterwards.
 * @template Result
 * @param {string} prefix of the folder's path; the folder that it lies in is made
 * @param {(folder: string) => Promise<Result>} work
 */
export async function inTemporaryFolder(prefix, work) {
  mkdirSync(path.dirname(prefix), { recursive: true });
  const folder = mkdtempSync(prefix);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A path inside the repository as the messages show it.
 * @param {string} file absolute path
 */
export function shown(file) {
  return path.relative(process.cwd(), file) || '.';
}
