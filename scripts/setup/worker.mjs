// The mediasoup worker: found in the cache, else upstream's prebuilt, else built from the npm package's own source.
import { existsSync, readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import path from 'node:path';
import { exitCodeOf } from './command.mjs';
import { rootFolder } from './places.mjs';
import { Problem } from './problem.mjs';
import { hashOf } from './stamp.mjs';

/** What the result of a build depends on, beside mediasoup's version. */
const recipe = ['scripts/worker-recipe', 'scripts/setup/worker-build.mjs'];

/** The worker ends with this code when it was not started as a child: all its libraries were found and it runs here. */
const startedByNobodyExitCode = 41;

/**
 * Where this version's worker is kept, by where it came from. A worker built here fits only this distribution's
 * libraries and this recipe; upstream's is static and fits all.
 * @param {string} cache set-up's cache folder
 * @returns {{ version: string, prebuilt: string, built: string }} paths of the two executables
 */
export function workerPlaces(cache) {
  const version = workerVersion();
  const folder = path.join(cache, 'mediasoup-worker');
  const entries = recipe.map((entry) => path.join(rootFolder, entry));
  // What is said about the recipe changes nothing of the result.
  const hash = hashOf(entries, [], (file) => path.basename(file) !== 'README.md');
  const file = (/** @type {string} */ kind) =>
    path.join(folder, `${version}-${platform()}-${arch()}-${kind}`, 'mediasoup-worker');
  return { version, prebuilt: file('prebuilt'), built: file(`${distribution()}-${hash}`) };
}

/**
 * The worker that can be used without any work.
 * @param {string} cache
 * @param {NodeJS.ProcessEnv} env `MEDIASOUP_WORKER_BIN` names a worker of the reader's own
 * @param {{ tests?: boolean }} [purpose] `tests`: upstream's does not do, as it has none of the limits that are tested
 * @returns {Promise<string | null>} absolute path of an executable that runs on this machine
 * @throws {Problem} when the reader's own worker does not run
 */
export async function findWorker(cache, env, { tests = false } = {}) {
  const own = env.MEDIASOUP_WORKER_BIN;
  if (own) {
    if (await runsHere(own)) return path.resolve(own);
    throw new Problem(
      `MEDIASOUP_WORKER_BIN is ${own}, which does not run on this machine: unset it, or set it to a mediasoup worker.`,
    );
  }
  const places = workerPlaces(cache);
  // The one with more limits first.
  for (const file of tests ? [places.built] : [places.built, places.prebuilt]) {
    if (existsSync(file) && (await runsHere(file))) return file;
  }
  return null;
}

/**
 * @param {string} file a worker's executable
 * @returns {Promise<boolean>} whether it starts here; false also when it is missing a library
 */
export async function runsHere(file) {
  // A sanitized worker would report, with a code of its own, what it had not freed when it ended so early.
  return (await exitCodeOf(file, [], { ASAN_OPTIONS: 'detect_leaks=0' })) === startedByNobodyExitCode;
}

/** mediasoup's version as the lock file has it, so that it is known before the package is installed. */
function workerVersion() {
  const lock = JSON.parse(readFileSync(path.join(rootFolder, 'package-lock.json'), 'utf8'));
  return lock.packages['node_modules/mediasoup'].version;
}

/** Such as `debian12`; `linux` where the distribution does not say. */
function distribution() {
  const file = '/etc/os-release';
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const value = (/** @type {string} */ key) => text.match(new RegExp(`^${key}="?([^"\n]*)`, 'm'))?.[1] ?? '';
  return `${value('ID') || platform()}${value('VERSION_ID')}`;
}
