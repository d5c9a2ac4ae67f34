// Makes a folder that electron-builder takes for an unpacked Electron, which cannot be had on closed networks. It stands in for the
// files only: nothing in it can show a window. Used by the test of the packed program.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const electronPackage = join(import.meta.dirname, '../../node_modules/electron/package.json');
/** In front of the fuses in Electron's binary. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron delivers them, one digit each, in the order of `FuseV1Options`: RunAsNode and three others are on. */
const deliveredFuses = '10110001';

/** @param folder an empty one */
export async function makeElectronFolder(folder: string): Promise<void> {
  const { version } = JSON.parse(await readFile(electronPackage, 'utf8')) as { version: string };
  const wire = String.fromCodePoint(1, deliveredFuses.length) + deliveredFuses;
  const program = `#!/bin/sh\necho 'This stands in for Electron and shows nothing.'\nexit 1\n${fuseSentinel}${wire}\n`;
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  await writeFile(join(folder, 'electron'), program, { mode: 0o755 });
  const files: Record<string, string> = {
    version,
    LICENSE: 'Electron’s',
    'LICENSES.chromium.html': 'Chromium’s',
    'chrome-sandbox': '',
    'locales/de.pak': '',
    'locales/en-US.pak': '',
    'locales/zh-CN.pak': '',
    // The program that Electron shows when it is given none.
    'resources/default_app.asar': 'another program',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}
