// What the tests of Electron's security list read: the options of every kind of window, and the program's own sources.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import { mainWindowOptions } from '../../client/main/windows/main-window-options.ts';
import { miniWindowOptions } from '../../client/main/windows/mini-window.ts';
import { ownPageOptions } from '../../client/main/windows/local-page.ts';

export const root = join(import.meta.dirname, '../..');

export const windows: readonly (readonly [string, BrowserWindowConstructorOptions])[] = [
  ['main window', mainWindowOptions({ preload: '/preload.cjs', backgroundColor: '#ffffff' })],
  ['window of picker and badge', ownPageOptions({ width: 1, height: 1 }, '/preload.cjs')],
  ['mini window', miniWindowOptions()],
];

/** The text of every source file below a folder of `client`, tests left out. */
export async function readSources(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  const sources = names.filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  return Promise.all(
    sources.map(async (name) => [name, await readFile(join(root, folder, name), 'utf8')] as const),
  );
}
