// Finds Electron's program, or downloads it with Electron's own installer; used by `npm run desktop` and `npm run package`.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from '../setup/command.mjs';
import { pinnedNode, rootFolder } from '../setup/places.mjs';
import { Problem } from '../setup/problem.mjs';
import { step } from '../setup/progress.mjs';

const packageFolder = path.join(rootFolder, 'node_modules/electron');
const downloadedFolder = path.join(packageFolder, 'dist');
const releases = 'https://github.com/electron/electron/releases/download/';
/** A closed network often answers nothing at all, and the browser should not wait long for it. */
const answerTimeoutMs = 5000;
/** 110 MB over a line of 1.5 Mbit/s. */
const downloadTimeoutMs = 600_000;

/**
 * The folder of Electron's program, where it is on this machine already.
 * @param {NodeJS.ProcessEnv} env
 * @param {(file: string) => boolean} [isThere]
 * @returns {string | null} `ELECTRON_OVERRIDE_DIST_PATH`, else what was downloaded before
 * @throws {Problem} when the reader's own folder holds none
 */
export function findElectron(env, isThere = existsSync) {
  const own = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!own) return isThere(electronProgram(downloadedFolder)) ? downloadedFolder : null;
  if (isThere(electronProgram(own))) return path.resolve(own);
  throw new Problem(
    `ELECTRON_OVERRIDE_DIST_PATH is ${own}, where there is no Electron: unset it, or name the folder that its archive was unpacked to.`,
  );
}

/** @param {string} folder of an Electron */
export function electronProgram(folder) {
  return path.join(folder, 'electron');
}

/** The version that this clone is made for. */
export function electronVersion() {
  return JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version;
}

/**
 * The folder of Electron's program, downloaded when it is not there; the npm packages must be.
 * @param {NodeJS.ProcessEnv} env `ELECTRON_MIRROR` (upstream's variable) names another place to download from
 * @returns {Promise<string | null>} null when it cannot be had
 */
export async function provideElectron(env) {
  const found = findElectron(env);
  if (found) return found;
  if (!(await answers(downloadAddress(env, electronVersion())))) return null;
  try {
    await step('Electron', () => install(env), { expectation: 'a download of 110 MB, once' });
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
  return findElectron(env);
}

/**
 * A small file of the release, by which is seen whether the large one can be had.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} version
 */
export function downloadAddress(env, version) {
  const mirror = env.ELECTRON_MIRROR || env.npm_config_electron_mirror || releases;
  return `${mirror.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`;
}

/**
 * No package runs code while it is installed, Electron's neither: this is where its installer is run, in plain sight. It
 * checks what it downloads against the sums in the npm package.
 * @param {NodeJS.ProcessEnv} env
 */
function install(env) {
  return runLogged('timeout', [`${downloadTimeoutMs / 1000}`, pinnedNode, 'install.js'], {
    log: 'electron',
    failure: 'Electron could not be downloaded.',
    cwd: packageFolder,
    env,
  });
}

/** @param {string} address */
async function answers(address) {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs);
    return (await fetch(address, { method: 'HEAD', signal })).ok;
  } catch {
    return false;
  }
}
