// Builds the media worker beside a server that hosts with upstream's prebuilt one, so that the next start has it. Begun by `npm start`;
// as a program of its own it outlives that, works at the lowest priority, and says what it does in `dist/setup-logs`.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { interruptible, logFile } from './command.mjs';
import { takeLock } from './lock.mjs';
import { cacheFolder, distFolder, shown } from './places.mjs';
import { reportProblems } from './problem.mjs';
import { isStamped, writeWhole } from './stamp.mjs';
import { installPackages, mayInstallPackages, missingPackages } from './system-packages.mjs';
import { buildWorker } from './worker-build.mjs';
import { workerPlaces } from './worker.mjs';

/** Says of which recipe a build failed here, so that it is not tried at every start. */
const failureStamp = path.join(distFolder, 'stamps/worker-beside-failed');

/**
 * Whether a worker is built beside the server, and what the operator reads of it.
 * @param {{ isPrebuilt: boolean, hasFailed: boolean, missing: string[], mayInstall: boolean, log: string }} now
 *   `isPrebuilt`: the server hosts with upstream's; `hasFailed`: this recipe did not build here; `missing`: packages
 *   that a build needs; `mayInstall`: whether they can be installed now
 * @returns {{ builds: boolean, line?: string }}
 */
export function planBuildBeside({ isPrebuilt, hasFailed, missing, mayInstall, log }) {
  if (!isPrebuilt) return { builds: false };
  if (hasFailed)
    return {
      builds: false,
      line: `Media worker: upstream's, as a faster one could not be built here (${log}).`,
    };
  if (missing.length > 0 && !mayInstall)
    return {
      builds: false,
      line: `Media worker: upstream's. A faster one is built where these packages are: ${missing.join(' ')}.`,
    };
  const installed = missing.length > 0 ? `; for it, apt-get installs as root: ${missing.join(' ')}` : '';
  return {
    builds: true,
    line: `Media worker: upstream's. A faster one is built beside it for the next start${installed} (${log}).`,
  };
}

/**
 * Begins the build where it is due, and says so in one line.
 * @param {string} workerBin the worker that the server hosts with
 */
export function beginBuildBeside(workerBin) {
  const { prebuilt, built } = workerPlaces(cacheFolder(process.env));
  const missing = missingPackages({ worker: true, tests: false });
  const file = logFile('worker-beside');
  const { builds, line } = planBuildBeside({
    isPrebuilt: workerBin === prebuilt,
    hasFailed: isStamped(failureStamp, built),
    missing,
    mayInstall: mayInstallPackages(),
    log: shown(file),
  });
  if (line) console.log(line);
  if (!builds) return;
  const output = openSync(file, 'w');
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  // Without a process there is no build, and the server hosts all the same.
  child.once('error', () => undefined);
  child.unref();
  closeSync(output);
}

/** The build itself, in a process of its own. */
async function buildBeside() {
  setPriority(constants.priority.PRIORITY_LOW);
  const { built } = workerPlaces(cacheFolder(process.env));
  const giveBack = await takeLock(path.join(distFolder, 'worker-beside.lock'));
  try {
    if (existsSync(built)) return;
    await installPackages(missingPackages({ worker: true, tests: false }));
    await interruptible(() => buildWorker(built));
    console.log('The media worker is built; the next start uses it.');
  } catch (error) {
    writeWhole(failureStamp, built);
    throw error;
  } finally {
    await giveBack();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await reportProblems(buildBeside);
