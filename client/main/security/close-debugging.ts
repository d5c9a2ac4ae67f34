// Shuts the doors that debuggers come in by. Called by `begin-desktop.ts`, before the program is ready.
import type { Electron } from '../electron.ts';

/** With one of these, any program of the machine could give orders to the pages and read what they show. */
const debuggingSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'disable-web-security',
  'ignore-certificate-errors',
];

/** In a built program only: the tests of a program that is being written come in this way. */
export function closeDebugging({ app }: Pick<Electron, 'app'>): void {
  if (!app.isPackaged) return;
  for (const name of debuggingSwitches) app.commandLine.removeSwitch(name);
}
