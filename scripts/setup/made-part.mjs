// Parts of the product that are made from its sources, and made again when these have changed.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { distFolder, pinnedNode, rootFolder } from './places.mjs';
import { step } from './progress.mjs';
import { clearStamp, hashOf, isStamped, writeWhole } from './stamp.mjs';

/**
 * @param {object} part
 * @param {string} part.name as the reader sees it
 * @param {string} part.stamp names the file that lists the sources of the part
 * @param {string} part.product a file that is there when the part is
 * @param {string[]} part.sources files and folders it is made from, below the repository's folder
 * @param {() => Promise<void>} part.make
 */
export function madePart({ name, stamp, product, sources, make }) {
  const stampFile = path.join(distFolder, 'stamps', stamp);
  const entries = sources.map((entry) => path.join(rootFolder, entry));
  const wanted = () => hashOf(entries, [], (file) => !/\.test\.(tsx?|mjs)$/.test(file));
  const isThere = () => existsSync(product) && isStamped(stampFile, wanted());
  return {
    isThere,
    /** Makes it where it is not there, or outdated. @throws {import('./problem.mjs').Problem} */
    async bring() {
      if (isThere()) return;
      const hash = wanted();
      await step(name, async () => {
        clearStamp(stampFile);
        await make();
      });
      writeWhole(stampFile, hash);
    },
  };
}

/**
 * Fills a folder anew; the old one stays until the new one is whole.
 * @param {string} folder
 * @param {(fresh: string) => Promise<void>} fill gets an empty folder
 */
export async function remade(folder, fill) {
  const fresh = `${folder}-being-built`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await fill(fresh);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

/**
 * Vite's build with one of the repository's configurations.
 * @param {string} folder gets the result
 * @param {{ config: string, mode?: string, log: string, failure: string }} options
 */
export function viteBuild(folder, { config, mode = 'production', log, failure }) {
  const vite = path.join(rootFolder, 'node_modules/vite/bin/vite.js');
  const args = ['build', '--config', config, '--mode', mode, '--outDir', folder];
  // Tests set it to something else, with which the pages would be made for developers.
  const env = { ...process.env, NODE_ENV: 'production' };
  return runLogged(pinnedNode, [vite, ...args], { log, failure, env });
}
