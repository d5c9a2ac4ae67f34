// Stands in for Electron's binary, which cannot be had on closed networks: starts the program's built file as Electron would, with the
// stand-in under the name `electron`, and prints as JSON what it did. Run as a process of its own by `desktop-built.test.ts`, with the
// built file and the user's folder as arguments.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Electron } from '../../../client/main/electron.ts';
import { ElectronStandIn } from './electron-stand-in.ts';

const [, , builtFile = '', folder = ''] = process.argv;
const standIn = new ElectronStandIn({ folder });
const parts: Electron = standIn.electron;
Object.assign(globalThis, { electronOfTheTest: parts });

const names = Object.keys(parts).join(', ');
const moduleText = `export const { ${names} } = globalThis.electronOfTheTest;`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(moduleText)}`, shortCircuit: true }
      : next(specifier, context),
});

await import(pathToFileURL(builtFile).href);
// The module has run to its end, which the real one waits for as well.
standIn.app.becomeReady();
await new Promise((resolve) => setTimeout(resolve, 500));
const [window] = standIn.windows;
console.log(
  JSON.stringify({
    address: window?.webContents.getURL(),
    preload: window?.options.webPreferences?.preload,
    calls: standIn.ipcMain.handlers.size,
    schemes: standIn.protocol.schemes.map(({ scheme }) => scheme),
    trays: standIn.trays.length,
  }),
);
standIn.app.quit();
