// The two programs that can show the client, ready to be opened: Electron with our shell, or a browser. Used by `npm run desktop`.
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { logFile } from '../setup/command.mjs';
import { shellFolder } from '../setup/desktop-shell.mjs';
import { isExecutable } from '../setup/executable.mjs';
import { Problem } from '../setup/problem.mjs';
import { browserArguments, findBrowser, profileFolder } from './browsers.mjs';
import { electronProgram } from './electron.mjs';
import { localAddresses } from './plan-server.mjs';
import { programArguments } from './program-arguments.mjs';
import { runWindow } from './run-window.mjs';

/**
 * @typedef {{ kind: 'electron' | 'browser', open: (address: string) => Promise<import('./run-window.mjs').WindowEnd> }} Window
 *   `open` shows a server and lasts as long as the program
 */

/** The file that either of them prints to. */
export function windowLog() {
  return logFile('desktop-window');
}

const isRoot = process.getuid?.() === 0;

/**
 * @param {string} folder of Electron
 * @param {NodeJS.ProcessEnv} env
 * @returns {Window}
 */
export function electronWindow(folder, env) {
  if (isRoot) warnOfRoot('Electron');
  const args = isRoot ? ['--no-sandbox', shellFolder] : [shellFolder];
  return {
    kind: 'electron',
    open: (address) =>
      runWindow(electronProgram(folder), [...args, ...programArguments(address)], env, windowLog()),
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string | null} address to open by hand
 * @returns {Window}
 * @throws {Problem} when no browser is installed
 */
export function requireBrowser(env, address) {
  const browser = findBrowser(env, isExecutable);
  if (!browser) {
    throw new Problem(
      `Without Electron, Chromium or Chrome is needed, and none is installed: install one (on Debian "apt-get install chromium"), or host with "npm start" and open ${address ?? localAddresses(env)[0]} in any browser.`,
    );
  }
  console.log(`The same client opens in a window of ${path.basename(browser)}.`);
  if (isRoot) warnOfRoot('The browser');
  const profile = profileFolder(env, realpathSync(browser) === '/usr/bin/snap');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  return {
    kind: 'browser',
    open: (address) =>
      runWindow(browser, browserArguments(address, profile, { isRoot, env }), env, windowLog()),
  };
}

/** @param {string} program */
function warnOfRoot(program) {
  console.log(`${program} runs without its sandbox, because you are root: better start it as yourself.`);
}
