// Starts a server on this machine as `npm start` does, for a window that has none, and ends it with the window.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { rootFolder } from '../setup/places.mjs';
import { Problem } from '../setup/problem.mjs';
import { isOwnMachine } from './options.mjs';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * @typedef {{ address: string, isOurs: boolean, end: () => Promise<void> }} HostedServer `isOurs`: started by this command
 */

/**
 * Everything that the server and its set-up print is shown.
 * @param {NodeJS.ProcessEnv} env the settings of `npm start`
 * @returns {Promise<HostedServer>} once it prints its address
 * @throws {Problem} when it ends before
 */
export function hostServer(env) {
  const child = spawn(process.execPath, [path.join(rootFolder, 'scripts/start.mjs')], {
    cwd: rootFolder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', () => resolve(undefined)));
  const stop = () => child.kill('SIGTERM');
  // Set-up may take minutes, and stopping it must not wait for its end.
  for (const signal of endingSignals) process.on(signal, stop);
  const end = async () => {
    stop();
    await ended;
    for (const signal of endingSignals) process.off(signal, stop);
  };
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (part) => {
      process.stdout.write(part);
      printed += part;
      const address = hostedAddress(printed);
      if (address) resolve({ address, isOurs: true, end });
    });
    child.once('error', reject);
    child.once('exit', () =>
      reject(
        new Problem('No server could be started on this machine: see above, or give the address of one.'),
      ),
    );
  });
}

/**
 * @param {string} printed by the server so far
 * @returns {string | null} an address in its one line, once the line is whole: this machine's own name where it is among
 *   them, by which the next start sees whether the server still runs
 */
export function hostedAddress(printed) {
  const line = /^Plenum hosts at (.+)\n/m.exec(printed)?.[1];
  if (line === undefined) return null;
  const addresses = [...line.matchAll(/https?:\/\/[^\s)]+/g)].map(([address]) => new URL(address));
  return (addresses.find(({ hostname }) => isOwnMachine(hostname)) ?? addresses[0])?.href ?? null;
}
