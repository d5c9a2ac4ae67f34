// Brings the photograph of a face that the tests of backgrounds and stickers use: NASA's, as Debian's scikit-image has it.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { distFolder } from './places.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { aptImpatience } from './system-packages.mjs';

const packageName = 'python3-skimage';
const installed = '/usr/lib/python3/dist-packages/skimage/data/astronaut.png';

/** Where the tests read it. */
export const facePictureFile = path.join(distFolder, 'test-media/astronaut.png');

/**
 * Takes the one file out of the package, which with all that it depends on would take half a gigabyte. Needs no root.
 * @param {string} cache where it is kept for other clones
 * @throws {Problem} when the package cannot be had
 */
export async function fetchFacePicture(cache) {
  if (existsSync(facePictureFile)) return;
  const cached = path.join(cache, 'test-media/astronaut.png');
  const known = [cached, installed].find((file) => existsSync(file));
  if (!known) await step('photograph of a face', () => extract(cached));
  keep(known ?? cached, facePictureFile);
}

/** @param {string} place */
async function extract(place) {
  mkdirSync(path.dirname(place), { recursive: true });
  const folder = mkdtempSync(path.join(path.dirname(place), 'package-'));
  try {
    await download(folder, place);
    const [archive] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    const options = { log: 'face-picture', failure: advice(place), cwd: folder };
    await runLogged('dpkg-deb', ['--extract', archive ?? '', folder], options);
    const found = path.join(folder, installed);
    if (!existsSync(found)) throw new Problem(advice(place));
    keep(found, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder gets the package
 * @param {string} place
 */
async function download(folder, place) {
  const options = { log: 'face-picture', failure: advice(place), cwd: folder };
  const fetching = () => runLogged('apt-get', ['download', '-q', ...aptImpatience, packageName], options);
  try {
    await fetching();
  } catch {
    // A fresh machine has no lists yet; without root the second try says what is wrong.
    await runLogged('apt-get', ['update', '-q', ...aptImpatience], options).catch(() => undefined);
    await fetching();
  }
}

/**
 * @param {string} from
 * @param {string} place
 */
function keep(from, place) {
  mkdirSync(path.dirname(place), { recursive: true });
  const draft = `${place}.${process.pid}`;
  copyFileSync(from, draft);
  renameSync(draft, place);
}

/** @param {string} place */
function advice(place) {
  return `The photograph for the tests could not be fetched: install Debian's ${packageName}, or put its file ${installed} at ${place}.`;
}
