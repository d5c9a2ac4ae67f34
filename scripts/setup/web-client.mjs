// The web client as the server hands it out: Vite's build of `client/ui`, made again when anything in it changed.
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { distFolder, pinnedNode, rootFolder } from './places.mjs';
import { step } from './progress.mjs';
import { speexModule } from './speex.mjs';
import { clearStamp, hashOf, isStamped, writeStamp } from './stamp.mjs';

const builtFolder = path.join(distFolder, 'ui');
const stampFile = path.join(distFolder, 'stamps/ui');
const sources = ['client', 'protocol', 'codecs', 'vite.config.ts', 'package-lock.json'];

export function webClientIsThere() {
  return existsSync(path.join(builtFolder, 'index.html')) && isStamped(stampFile, wantedStamp());
}

/** @throws {import('./problem.mjs').Problem} */
export async function buildWebClient() {
  if (webClientIsThere()) return;
  const hash = wantedStamp();
  await step('web client', async () => {
    const fresh = path.join(distFolder, 'ui-being-built');
    rmSync(fresh, { recursive: true, force: true });
    const vite = path.join(rootFolder, 'node_modules/vite/bin/vite.js');
    await runLogged(pinnedNode, [vite, 'build', '--outDir', fresh, '--emptyOutDir'], {
      log: 'web-client',
      failure: 'The web client could not be built.',
    });
    clearStamp(stampFile);
    rmSync(builtFolder, { recursive: true, force: true });
    renameSync(fresh, builtFolder);
  });
  writeStamp(stampFile, hash);
}

function wantedStamp() {
  const entries = [...sources.map((entry) => path.join(rootFolder, entry)), speexModule];
  return hashOf(entries, [], (file) => !/\.test\.tsx?$/.test(file));
}
