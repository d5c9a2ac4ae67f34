// Makes dist/speex.wasm from libspeex's own source; run by set-up: node build.mjs [--cache DIR].
// Nothing of libspeex is in the repository: the source is fetched and checked, and source and result are cached.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, rootFolder } from '../../scripts/setup/places.mjs';
import { Problem, reportProblems } from '../../scripts/setup/problem.mjs';
import { hashOf, isStamped, writeWhole } from '../../scripts/setup/stamp.mjs';
import { compileSpeex } from './build/compile.mjs';
import { fetchSource, sourceVersion } from './build/fetch-source.mjs';

const packageFolder = fileURLToPath(new URL('.', import.meta.url));
const target = path.join(packageFolder, 'dist/speex.wasm');
const stamp = path.join(packageFolder, 'dist/speex.stamp');

/** @param {string} cache folder that keeps source and results across clones */
async function build(cache) {
  const recipe = recipeHash();
  if (existsSync(target) && isStamped(stamp, recipe)) return;
  const cached = path.join(cache, `speex-${sourceVersion}-${recipe}.wasm`);
  if (!existsSync(cached)) writeWhole(cached, await compileSpeex(await fetchSource(cache)));
  writeWhole(target, readFileSync(cached));
  writeWhole(stamp, recipe);
}

/** Changes with everything that the result depends on: the source's version is part of the recipe itself. */
function recipeHash() {
  const recipe = ['native', 'build'].map((name) => path.join(packageFolder, name));
  return hashOf([...recipe, path.join(rootFolder, 'node_modules/@yowasp/clang/package.json')]);
}

/** @param {string[]} args */
function readArguments(args) {
  if (args.length === 0) return cacheFolder(process.env);
  const [option, folder] = args;
  if (args.length === 2 && option === '--cache' && folder) return path.resolve(folder);
  throw new Problem(`The Speex build knows the option --cache DIR only, not ${args.join(' ')}.`);
}

await reportProblems(async () => {
  const cache = readArguments(process.argv.slice(2));
  mkdirSync(cache, { recursive: true });
  await build(cache);
});
