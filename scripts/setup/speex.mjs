// The Speex codec's WebAssembly module; `codecs/speex-wasm` knows how to make it, this step says when.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { distFolder, pinnedNode, rootFolder } from './places.mjs';
import { step } from './progress.mjs';
import { hashOf, isStamped, writeStamp } from './stamp.mjs';

const packageFolder = path.join(rootFolder, 'codecs/speex-wasm');
const stampFile = path.join(distFolder, 'stamps/speex');

/** What the step makes; part of the web client. */
export const speexModule = path.join(packageFolder, 'dist/speex.wasm');

export function speexIsThere() {
  return existsSync(speexModule) && isStamped(stampFile, wantedStamp());
}

/**
 * @param {string} cache set-up's cache folder: the source stays there
 * @throws {import('./problem.mjs').Problem}
 */
export async function buildSpeex(cache) {
  if (speexIsThere()) return;
  await step('Speex codec', () =>
    runLogged(pinnedNode, [path.join(packageFolder, 'build.mjs'), '--cache', cache], {
      log: 'speex',
      failure: 'The Speex codec could not be built.',
    }),
  );
  writeStamp(stampFile, wantedStamp());
}

function wantedStamp() {
  return hashOf([packageFolder, path.join(rootFolder, 'package-lock.json')]);
}
