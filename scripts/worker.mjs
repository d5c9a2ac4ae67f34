// `npm run worker -- --out FILE [--plain] [--sanitize]`: builds a media worker from source for benches and attacks, beside the one
// that set-up brings. It is used where MEDIASOUP_WORKER_BIN names it.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setUp } from './setup.mjs';
import { interruptible } from './setup/command.mjs';
import { cacheFolder, shown } from './setup/places.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';
import { step } from './setup/progress.mjs';
import { installPackages, missingPackages } from './setup/system-packages.mjs';
import { buildWorker } from './setup/worker-build.mjs';

const help = `npm run worker -- --out FILE [--plain] [--sanitize]

  --out FILE   where the executable goes; MEDIASOUP_WORKER_BIN=FILE then uses it
  --plain      without Plenum's changes for speed: what npm run bench:worker compares with
  --sanitize   with AddressSanitizer: ends at the first wrong use of memory and says which`;

/** @param {string[]} args @throws {Problem} */
function readOptions(args) {
  try {
    const options = {
      out: { type: /** @type {const} */ ('string') },
      plain: { type: /** @type {const} */ ('boolean'), default: false },
      sanitize: { type: /** @type {const} */ ('boolean'), default: false },
      help: { type: /** @type {const} */ ('boolean'), default: false },
    };
    return parseArgs({ args, options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(`${reason.replace(/\.$/, '')}: run npm run worker -- --help.`);
  }
}

await reportProblems(async () => {
  const { out, plain, sanitize, help: isHelp } = readOptions(process.argv.slice(2));
  if (isHelp) return console.log(help);
  if (!out) throw new Problem('npm run worker needs --out FILE, where the media worker is to go.');
  const place = path.resolve(out);
  await setUp({ tests: false });
  await installPackages(missingPackages({ worker: true, tests: false }));
  const built = path.join(cacheFolder(process.env), 'mediasoup-worker/variant/mediasoup-worker');
  const variant = { isPlain: plain, isSanitized: sanitize };
  await step('media worker', () => interruptible(() => buildWorker(built, variant)), {
    expectation: 'from source, two to nine minutes',
  });
  mkdirSync(path.dirname(place), { recursive: true });
  copyFileSync(built, place);
  console.log(shown(place));
});
