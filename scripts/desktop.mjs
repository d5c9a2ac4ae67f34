// `npm run desktop [-- ADDRESS]`: opens the desktop program, or where Electron cannot be had the same client in a browser.
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { askServer } from './desktop/ask-server.mjs';
import { browserArguments, findBrowser, profileFolder } from './desktop/browsers.mjs';
import { electronProgram, provideElectron } from './desktop/electron.mjs';
import { hostServer } from './desktop/host-server.mjs';
import { readLastServer, writeLastServer } from './desktop/last-server.mjs';
import { help, readOptions } from './desktop/options.mjs';
import { localAddresses, planRemark, planServer } from './desktop/plan-server.mjs';
import { prepareDependencies, prepareShell } from './desktop/prepare-shell.mjs';
import { judgeEnd, runWindow } from './desktop/window.mjs';
import { logFile } from './setup/command.mjs';
import { shellFolder } from './setup/desktop-shell.mjs';
import { shown } from './setup/places.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';

/**
 * A program that can show the client.
 * @typedef {{ kind: 'electron' | 'browser', run: (address: string) => Promise<import('./desktop/window.mjs').WindowEnd> }} Window
 */

const { env } = process;
const isRoot = process.getuid?.() === 0;
const log = logFile('desktop-window');
let wasStopped = false;

/** @param {string | null} given the address that the person named */
async function openDesktop(given) {
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) {
    throw new Problem(
      'There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): run this in a graphical session, or host with "npm start" and open the address that it prints in a browser elsewhere.',
    );
  }
  await prepareDependencies();
  const electron = await provideElectron(env);
  if (electron) await prepareShell();
  else console.log('Electron is not here and could not be downloaded.');
  const browser = findBrowser(env, isExecutable);
  const window = electron ? electronWindow(electron) : requireBrowser(browser, given);
  const server = await findServer(given);
  try {
    if (!wasStopped) await showWindow(window, server.address, electron ? browser : null);
  } finally {
    await server.end();
  }
}

/**
 * @param {string | null} given
 * @returns {Promise<import('./desktop/host-server.mjs').HostedServer>} whose end does nothing when it is not ours
 */
async function findServer(given) {
  const last = given === null ? readLastServer(env) : null;
  const candidates = given === null ? [...new Set([...(last ? [last] : []), ...localAddresses(env)])] : [];
  const answers = await Promise.all(candidates.map(askServer));
  const answering = candidates.filter((_, index) => ['plenum', 'untrusted'].includes(answers[index] ?? ''));
  const plan = planServer(given, last, answering);
  if (plan.kind === 'open') return { address: plan.address, end: async () => {} };
  console.log(
    'No server is known and none runs on this machine: one is started here, and ended with the window.',
  );
  return hostServer(env);
}

/**
 * @param {Window} window
 * @param {string} address
 * @param {string | null} otherBrowser for when Electron does not start
 */
async function showWindow(window, address, otherBrowser) {
  const remark = planRemark(address, await askServer(address), window.kind);
  if (remark) console.log(remark);
  writeLastServer(env, address);
  console.log(`Opening ${address}`);
  const end = judgeEnd(await window.run(address), wasStopped);
  if (end === 'handed-over') {
    console.log('The window that was open already shows it; press Ctrl-C here when you are done.');
    await untilStopped();
  }
  if (end !== 'failed') return;
  if (window.kind === 'browser')
    throw new Problem(`The browser does not start: open ${address} in another one.`, { log: shown(log) });
  console.log(`Electron does not start here (details: ${shown(log)}).`);
  await showWindow(requireBrowser(otherBrowser, address), address, null);
}

/**
 * @param {string} folder
 * @returns {Window}
 */
function electronWindow(folder) {
  if (isRoot)
    console.log('Electron runs without its sandbox, because you are root: better start it as yourself.');
  const args = isRoot ? ['--no-sandbox', shellFolder] : [shellFolder];
  return {
    kind: 'electron',
    run: (address) => runWindow(electronProgram(folder), [...args, address], env, log),
  };
}

/**
 * @param {string | null} browser
 * @param {string | null} address to open by hand
 * @returns {Window}
 * @throws {Problem} when there is none
 */
function requireBrowser(browser, address) {
  if (!browser) {
    throw new Problem(
      `Without Electron, Chromium or Chrome is needed, and none is installed: install one (on Debian "apt-get install chromium"), or host with "npm start" and open ${address ?? localAddresses(env)[0]} in any browser.`,
    );
  }
  console.log(`The same client opens in a window of ${path.basename(browser)}.`);
  if (isRoot)
    console.log('The browser runs without its sandbox, because you are root: better start it as yourself.');
  const isSnap = realpathSync(browser) === '/usr/bin/snap';
  const profile = profileFolder(env, isSnap);
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  return {
    kind: 'browser',
    run: (address) => runWindow(browser, browserArguments(address, profile, { isRoot, env }), env, log),
  };
}

function untilStopped() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

await reportProblems(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.kind === 'help') return console.log(help);
  // Each step ends by itself when it is told to; what was begun before is then ended in order.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (wasStopped = true));
  await openDesktop(options.address);
});
