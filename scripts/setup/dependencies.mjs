// The npm packages, exactly as the lock file has them, installed by an npm that runs under the pinned Node.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { inTemporaryFolder, rootFolder } from './places.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { clearStamp, hashOf, isStamped, writeWhole } from './stamp.mjs';

/**
 * One entry of a lock file, as far as it matters here.
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, os?: string | string[], cpu?: string | string[],
 *   libc?: string | string[] }} LockEntry
 * @typedef {{ lockfileVersion: number, packages: Record<string, LockEntry> }} Lock
 * @typedef {{ os: string, cpu: string, libc: string }} Machine
 */

const lockFile = path.join(rootFolder, 'package-lock.json');
const stampFile = path.join(rootFolder, 'node_modules/.plenum-dependencies');
const failure = 'The npm packages could not be installed: check that the npm registry can be reached.';

/** Whether `node_modules` is what the lock file says. */
export function dependenciesAreThere() {
  return isStamped(stampFile, wantedStamp());
}

/**
 * Brings `node_modules` to what the lock file says; one that was installed by hand is accepted when it is
 * the same.
 * @throws {Problem}
 */
export async function installDependencies() {
  if (dependenciesAreThere()) return;
  if (strayPackages(readLock(), thisMachine(), installedVersion).length > 0) {
    await step('npm packages', install);
  }
  writeWhole(stampFile, wantedStamp());
}

async function install() {
  clearStamp(stampFile);
  await inTemporaryFolder(path.join(tmpdir(), 'plenum-node-'), async (work) =>
    npmCi(rootFolder, path.dirname(await nodeForNpm(work))),
  );
  const strays = strayPackages(readLock(), thisMachine(), installedVersion);
  if (strays.length > 0) {
    throw new Problem(
      `npm installed something else than package-lock.json says (${strays.join(', ')}): run this again.`,
    );
  }
}

/**
 * The Node that is to run npm: under an older one, npm leaves out packages that do not support it.
 * @param {string} work an empty folder that may be used
 * @returns {Promise<string>} a Node of the pinned version
 */
async function nodeForNpm(work) {
  const lock = readLock();
  const name = `node-${process.platform}-${process.arch}`;
  const entry = lock.packages[`node_modules/${name}`];
  if (!entry?.version) {
    throw new Problem(`Plenum hosts on Linux with an x64 or arm64 processor, and this is ${name.slice(5)}.`);
  }
  if (process.versions.node === entry.version) return process.execPath;
  const installed = path.join('node_modules', name);
  if (installedVersion(installed) === entry.version) return path.join(rootFolder, installed, 'bin/node');
  const packages = { '': { dependencies: { [name]: entry.version } }, [`node_modules/${name}`]: entry };
  writeFileSync(path.join(work, 'package.json'), JSON.stringify(packages['']));
  writeFileSync(
    path.join(work, 'package-lock.json'),
    JSON.stringify({ lockfileVersion: lock.lockfileVersion, packages }),
  );
  await npmCi(work, path.dirname(process.execPath));
  return path.join(work, installed, 'bin/node');
}

/**
 * @param {string} folder whose lock file to follow
 * @param {string} nodeFolder the folder of the Node to run npm under
 */
function npmCi(folder, nodeFolder) {
  // Whatever the reader's own npm settings or NODE_ENV leave out: the tests and the build need it.
  const whole = ['--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  return runLogged('npm', ['ci', '--prefer-offline', ...whole], {
    log: 'npm-packages',
    failure,
    cwd: folder,
    env: { ...process.env, PATH: `${nodeFolder}:${process.env.PATH}` },
  });
}

/**
 * Compares what is installed with the lock file.
 * @param {Lock} lock
 * @param {Machine} machine
 * @param {(folder: string) => string | null} versionAt the version installed in a folder (as the lock names it)
 * @returns {string[]} the entries that are missing or have another version
 */
export function strayPackages(lock, machine, versionAt) {
  return Object.entries(lock.packages)
    .filter(([folder, entry]) => folder.startsWith('node_modules/') && !entry.link && entry.version)
    .filter(([folder, entry]) => {
      const version = versionAt(folder);
      return version === null ? isWanted(entry, machine) : version !== entry.version;
    })
    .map(([folder, { version }]) => `${folder.slice('node_modules/'.length)}@${version}`);
}

/**
 * Whether an entry has to be there: an optional one only when it is meant for just this kind of machine.
 * @param {LockEntry} entry
 * @param {Machine} machine
 */
function isWanted(entry, machine) {
  if (!entry.optional) return true;
  const isForSomeMachines = entry.os !== undefined || entry.cpu !== undefined;
  return (
    isForSomeMachines &&
    fits(entry.os, machine.os) &&
    fits(entry.cpu, machine.cpu) &&
    fits(entry.libc, machine.libc)
  );
}

/**
 * @param {string | string[] | undefined} list what a package supports; nothing said means everything
 * @param {string} own
 */
function fits(list, own) {
  return list === undefined || [list].flat().includes(own);
}

/** @param {string} folder relative to the repository */
function installedVersion(folder) {
  const file = path.join(rootFolder, folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : null;
}

/** @returns {Lock} */
function readLock() {
  return JSON.parse(readFileSync(lockFile, 'utf8'));
}

function thisMachine() {
  const libc = existsSync('/etc/alpine-release') ? 'musl' : 'glibc';
  return { os: process.platform, cpu: process.arch, libc };
}

function wantedStamp() {
  return hashOf([lockFile], [process.platform, process.arch]);
}
