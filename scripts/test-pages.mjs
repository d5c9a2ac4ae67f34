// `node scripts/test-pages.mjs PART`: builds the pages that tests open beside the client's own, when anything in them changed:
// `preview` (the screens with made-up people) or `media` (sound and pictures looped back). Called by test/helpers/test-pages.ts.
import path from 'node:path';
import { takeLock } from './setup/lock.mjs';
import { madePart, remade, viteBuild } from './setup/made-part.mjs';
import { distFolder } from './setup/places.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';

const config = 'vite.test-pages.config.ts';
/** What a browser opens of each part first. */
const firstPages = { preview: 'preview.html', media: 'voice-loopback.html' };

/** @param {keyof typeof firstPages} part */
function testPages(part) {
  const folder = path.join(distFolder, 'test-pages', part);
  return madePart({
    name: `pages for tests: ${part}`,
    stamp: `test-pages-${part}`,
    product: path.join(folder, firstPages[part]),
    sources: [
      'client',
      'protocol',
      'codecs',
      'test/e2e-alone/pages',
      'test/media',
      'vite.config.ts',
      config,
      'package-lock.json',
    ],
    make: () =>
      remade(folder, (fresh) =>
        viteBuild(fresh, {
          config,
          mode: part,
          log: `test-pages-${part}`,
          failure: `The pages for tests (${part}) could not be built.`,
        }),
      ),
  });
}

await reportProblems(async () => {
  const [part = ''] = process.argv.slice(2);
  if (part !== 'preview' && part !== 'media')
    throw new Problem(`There are pages called preview and media, and none called ${part}.`);
  // Test files that run side by side need the same pages.
  const giveBack = await takeLock(path.join(distFolder, `test-pages-${part}.lock`));
  try {
    await testPages(part).bring();
  } finally {
    await giveBack();
  }
});
