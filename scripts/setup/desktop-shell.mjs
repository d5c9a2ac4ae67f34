// The desktop program without Electron: `dist/desktop`, built of `client/main`, `client/preload` and the program's own pages.
// Used by `npm run desktop`, `npm run package` and the tests' set-up.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { madePart, remade, viteBuild } from './made-part.mjs';
import { distFolder, rootFolder } from './places.mjs';

/** What Electron starts, and what is packed into installers. */
export const shellFolder = path.join(distFolder, 'desktop');

const configs = { parts: 'vite.shell.config.ts', pages: 'vite.desktop.config.ts' };
const says = { log: 'desktop-shell', failure: 'The desktop program could not be built.' };

/** Needs the dependencies. */
export const desktopShell = madePart({
  name: 'desktop program',
  stamp: 'desktop',
  product: path.join(shellFolder, 'package.json'),
  sources: [
    'client',
    'protocol',
    'codecs',
    configs.parts,
    configs.pages,
    'package.json',
    'package-lock.json',
  ],
  make: () =>
    remade(shellFolder, async (fresh) => {
      for (const mode of ['main', 'key-process', 'preload'])
        await viteBuild(fresh, { ...says, config: configs.parts, mode });
      await viteBuild(path.join(fresh, 'pages'), { ...says, config: configs.pages });
      const project = JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8'));
      const description = `${JSON.stringify(shellDescription(project), null, 2)}\n`;
      writeFileSync(path.join(fresh, 'package.json'), description);
    }),
});

/**
 * The program's own package.json: how Electron and the installers call it, and where it begins.
 * @param {{ version: string, description: string, devDependencies: Record<string, string> }} project the project's
 */
function shellDescription({ version, description, devDependencies }) {
  return {
    name: 'plenum',
    productName: 'Plenum',
    version,
    description,
    // Debian's packages must name both; each operator of Plenum has their own, and there is no common one.
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
