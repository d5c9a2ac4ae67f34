// The desktop program without Electron: `dist/desktop`, built of `client/main`, `client/preload` and the program's own pages,
// and made again when anything in them changed. Used by `npm run desktop`, `npm run package` and the tests' set-up.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { distFolder, pinnedNode, rootFolder } from './places.mjs';
import { step } from './progress.mjs';
import { clearStamp, hashOf, isStamped, writeStamp } from './stamp.mjs';

/** What Electron starts, and what is packed into installers. */
export const shellFolder = path.join(distFolder, 'desktop');

const stampFile = path.join(distFolder, 'stamps/desktop');
const sources = [
  'client',
  'protocol',
  'codecs',
  'vite.shell.config.ts',
  'vite.desktop.config.ts',
  'package.json',
  'package-lock.json',
];

export function desktopShellIsThere() {
  return existsSync(path.join(shellFolder, 'package.json')) && isStamped(stampFile, wantedStamp());
}

/** @throws {import('./problem.mjs').Problem} */
export async function buildDesktopShell() {
  if (desktopShellIsThere()) return;
  const hash = wantedStamp();
  await step('desktop program', async () => {
    const fresh = path.join(distFolder, 'desktop-being-built');
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    for (const part of ['main', 'key-process', 'preload']) {
      await viteBuild('vite.shell.config.ts', part, fresh);
    }
    await viteBuild('vite.desktop.config.ts', 'production', path.join(fresh, 'pages'));
    const description = shellDescription(
      JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8')),
    );
    writeFileSync(path.join(fresh, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
    clearStamp(stampFile);
    rmSync(shellFolder, { recursive: true, force: true });
    renameSync(fresh, shellFolder);
  });
  writeStamp(stampFile, hash);
}

/**
 * The program's own package.json: how Electron and the installers call it, and where it begins.
 * @param {{ version: string, description: string, devDependencies: Record<string, string> }} project the project's
 */
export function shellDescription({ version, description, devDependencies }) {
  return {
    name: 'plenum',
    productName: 'Plenum',
    version,
    description,
    // Debian's packages must name both; whoever hosts Plenum has their own, and none is everybody's.
    author: 'Plenum <plenum@plenum.invalid>',
    homepage: 'https://plenum.invalid',
    private: true,
    type: 'module',
    main: 'main.js',
    // By this name desktops know which entry of their menu a window belongs to.
    desktopName: 'plenum.desktop',
    // Everything else is in the bundle; this one has a part in machine code.
    dependencies: { 'uiohook-napi': devDependencies['uiohook-napi'] },
  };
}

/**
 * @param {string} config a file in the repository's folder
 * @param {string} mode
 * @param {string} folder gets the result
 */
function viteBuild(config, mode, folder) {
  const vite = path.join(rootFolder, 'node_modules/vite/bin/vite.js');
  return runLogged(pinnedNode, [vite, 'build', '--config', config, '--mode', mode, '--outDir', folder], {
    log: 'desktop-shell',
    failure: 'The desktop program could not be built.',
    // Tests set it to something else, with which the pages would be made for developers.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function wantedStamp() {
  const entries = sources.map((entry) => path.join(rootFolder, entry));
  return hashOf(entries, [], (file) => !/\.test\.tsx?$/.test(file));
}
