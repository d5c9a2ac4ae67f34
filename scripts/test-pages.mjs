// `node scripts/test-pages.mjs PART`: builds the pages that tests open beside the client's own, when anything in them changed:
// `preview` (the screens with made-up people) or `media` (sound and pictures looped back). Called by test/helpers/test-pages.ts.
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './setup/command.mjs';
import { takeLock } from './setup/lock.mjs';
import { distFolder, pinnedNode, rootFolder } from './setup/places.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';
import { clearStamp, hashOf, isStamped, writeStamp } from './setup/stamp.mjs';

const sources = [
  'client',
  'protocol',
  'codecs',
  'test/e2e-alone/pages',
  'test/media',
  'vite.config.ts',
  'vite.test-pages.config.ts',
  'package-lock.json',
];
const parts = ['preview', 'media'];

/** @param {string} part */
async function buildPart(part) {
  const stampFile = path.join(distFolder, `stamps/test-pages-${part}`);
  const entries = sources.map((entry) => path.join(rootFolder, entry));
  const hash = hashOf(entries, [], (file) => !/\.test\.tsx?$/.test(file));
  if (isStamped(stampFile, hash)) return;
  const built = path.join(distFolder, 'test-pages', part);
  const fresh = `${built}-being-built`;
  rmSync(fresh, { recursive: true, force: true });
  const vite = path.join(rootFolder, 'node_modules/vite/bin/vite.js');
  const options = [
    '--config',
    'vite.test-pages.config.ts',
    '--mode',
    part,
    '--outDir',
    fresh,
    '--emptyOutDir',
  ];
  await runLogged(pinnedNode, [vite, 'build', ...options], {
    log: `test-pages-${part}`,
    failure: `The pages for tests (${part}) could not be built.`,
    // Tests set it to something else, with which the pages would be made for developers.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  clearStamp(stampFile);
  rmSync(built, { recursive: true, force: true });
  renameSync(fresh, built);
  writeStamp(stampFile, hash);
}

await reportProblems(async () => {
  const [part = ''] = process.argv.slice(2);
  if (!parts.includes(part)) throw new Problem(`There are the pages ${parts.join(' and ')}, and no ${part}.`);
  // Test files that run side by side need the same pages.
  const giveBack = await takeLock(path.join(distFolder, `test-pages-${part}.lock`));
  try {
    await buildPart(part);
  } finally {
    giveBack();
  }
});
