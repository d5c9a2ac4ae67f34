// Brings the photograph of a face that the tests of backgrounds and stickers use: NASA's, as Debian's scikit-image has it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { distFolder, inTemporaryFolder } from './places.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { writeWhole } from './stamp.mjs';
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
  if (!known) await step('photograph of a face', async () => writeWhole(cached, await extract(cached)));
  writeWhole(facePictureFile, readFileSync(known ?? cached));
}

/** @param {string} place where the reader can put it instead */
function extract(place) {
  const failure = `The photograph for the tests could not be fetched: install Debian's ${packageName}, or put its file ${installed} at ${place}.`;
  return inTemporaryFolder(path.join(path.dirname(place), 'package-'), async (folder) => {
    const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
      runLogged(program, args, { log: 'face-picture', failure, cwd: folder });
    const fetching = () => run('apt-get', 'download', '-q', ...aptImpatience, packageName);
    await fetching().catch(async () => {
      // A fresh machine has no lists yet; without root the second try says what is wrong.
      await run('apt-get', 'update', '-q', ...aptImpatience).catch(() => undefined);
      await fetching();
    });
    const [archive] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    await run('dpkg-deb', '--extract', archive ?? '', folder);
    const found = path.join(folder, installed);
    if (!existsSync(found)) throw new Problem(failure);
    return readFileSync(found);
  });
}
