// Brings everything that hosting or testing needs: `npm run setup [-- --tests]`, and first thing in every other command.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dependenciesAreThere, installDependencies } from './setup/dependencies.mjs';
import { desktopShell } from './setup/desktop-shell.mjs';
import { facePictureFile, fetchFacePicture } from './setup/face-picture.mjs';
import { alone } from './setup/lock.mjs';
import { speexCodec, webClient } from './setup/parts.mjs';
import { cacheFolder, resultFile } from './setup/places.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';
import { seconds, step } from './setup/progress.mjs';
import { writeWhole } from './setup/stamp.mjs';
import { installPackages, missingPackages } from './setup/system-packages.mjs';
import { buildWorker } from './setup/worker-build.mjs';
import { fetchPrebuilt } from './setup/worker-prebuilt.mjs';
import { findWorker, workerPlaces } from './setup/worker.mjs';

/** The oldest Node that these scripts themselves run on; everything else runs on the pinned one. */
const nodeMajorMin = 20;

/**
 * Whether tests are to run, which needs a browser, a database and more; and whether the nightly ones, which need another browser.
 * @typedef {{ tests: boolean, nightly?: boolean | undefined }} Purpose
 */

/**
 * Does what is missing, and only that. With nothing to do it reads some files and returns.
 * @param {Purpose} purpose
 * @returns {Promise<{ workerBin: string }>} the mediasoup worker to host with; also in `dist/setup.json`
 * @throws {Problem} with one sentence for the reader
 */
export async function setUp(purpose) {
  if (Number.parseInt(process.versions.node, 10) < nodeMajorMin) {
    throw new Problem(
      `Plenum needs Node ${nodeMajorMin} or newer to set itself up, and this is ${process.version}.`,
    );
  }
  const done = await doneAlready(purpose);
  if (done) return done;
  const startedMs = Date.now();
  return alone(async () => {
    const doneByOther = await doneAlready(purpose);
    if (doneByOther) return doneByOther;
    console.log('Set-up:');
    const result = await doSteps(purpose);
    console.log(`Set-up finished in ${seconds(Date.now() - startedMs)}.`);
    return result;
  });
}

/** @param {Purpose} purpose */
async function doneAlready({ tests, nightly }) {
  if (!dependenciesAreThere() || !speexCodec.isThere() || !webClient.isThere()) return null;
  if (missingPackages({ worker: false, tests, nightly }).length > 0) return null;
  if (tests && !(existsSync(facePictureFile) && desktopShell.isThere())) return null;
  const workerBin = await findWorker(cacheFolder(process.env), process.env, { tests });
  return workerBin && workerBin === readResult()?.workerBin ? { workerBin } : null;
}

/** @param {Purpose} purpose */
async function doSteps({ tests, nightly }) {
  const cache = cacheFolder(process.env);
  const { built } = workerPlaces(cache);
  // Fetching goes on side by side, and so does building; what is built needs all that is fetched.
  const [found] = await together([findOrPrepareWorker(cache, { tests, nightly }), installDependencies()]);
  const [result] = await together([
    provideWorker(found, built),
    speexCodec.bring().then(() => webClient.bring()),
    tests ? fetchFacePicture(cache) : undefined,
    // Hosting needs no desktop program, and opening one builds it.
    tests ? desktopShell.bring() : undefined,
  ]);
  return result;
}

/**
 * @param {string | null} found
 * @param {string} place where a built one belongs
 */
async function provideWorker(found, place) {
  if (!found)
    await step('media worker', () => buildWorker(place), { expectation: 'from source, two to nine minutes' });
  const result = { workerBin: found ?? place };
  writeWhole(resultFile, `${JSON.stringify(result)}\n`);
  return result;
}

/**
 * @param {string} cache
 * @param {Purpose} purpose
 * @returns {Promise<string | null>} the worker; null when one must be built, and all that this needs is there
 */
async function findOrPrepareWorker(cache, purpose) {
  const { tests } = purpose;
  const { version, prebuilt } = workerPlaces(cache);
  const found =
    (await findWorker(cache, process.env, { tests })) ??
    (tests ? null : await tryPrebuilt(version, prebuilt));
  await installPackages(missingPackages({ ...purpose, worker: !found }));
  // A worker built earlier may only have missed a library.
  return found ?? (await findWorker(cache, process.env, { tests }));
}

/**
 * @param {string} version
 * @param {string} place
 */
async function tryPrebuilt(version, place) {
  const isFetched = await fetchPrebuilt(version, place, process.env);
  console.log(
    isFetched ? '   ok media worker, downloaded' : '    - media worker: no download here, it will be built',
  );
  return isFetched ? place : null;
}

/**
 * Waits for all, so that nothing goes on behind an error, then reports the first error.
 * @template {readonly unknown[]} Parts
 * @param {Parts} parts
 * @returns {Promise<{ [Index in keyof Parts]: Awaited<Parts[Index]> }>}
 */
async function together(parts) {
  const ends = await Promise.allSettled(parts);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return /** @type {any} */ (ends.map((end) => /** @type {PromiseFulfilledResult<unknown>} */ (end).value));
}

function readResult() {
  return existsSync(resultFile) ? JSON.parse(readFileSync(resultFile, 'utf8')) : null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await reportProblems(async () => {
    const unknown = process.argv.slice(2).filter((argument) => argument !== '--tests');
    if (unknown.length > 0)
      throw new Problem(`Set-up knows the option --tests only, not ${unknown.join(' ')}.`);
    await setUp({ tests: process.argv.includes('--tests') });
  });
}
