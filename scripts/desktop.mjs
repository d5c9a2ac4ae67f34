// `npm run desktop [-- ADDRESS]`: opens the desktop program, or where Electron cannot be had the same client in a browser.
import { askServer } from './desktop/ask-server.mjs';
import { provideElectron } from './desktop/electron.mjs';
import { hostServer } from './desktop/host-server.mjs';
import { readLastServer, writeLastServer } from './desktop/last-server.mjs';
import { electronWindow, requireBrowser, windowLog } from './desktop/open-window.mjs';
import { help, readOptions } from './desktop/options.mjs';
import { localAddresses, planRemark, planServer } from './desktop/plan-server.mjs';
import { prepareDependencies, prepareShell } from './desktop/prepare-shell.mjs';
import { judgeEnd } from './desktop/run-window.mjs';
import { shown } from './setup/places.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';

const { env } = process;
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
  const window = electron ? electronWindow(electron, env) : requireBrowser(env, given);
  const server = await findServer(given, window.kind);
  try {
    if (wasStopped) return;
    const end = await showWindow(window, server.address);
    if (end === 'handed-over' && server.isOurs) {
      console.log('The window that was open already shows it; press Ctrl-C here to end the server.');
      await untilStopped();
    }
  } finally {
    await server.end();
  }
}

/**
 * @param {string | null} given
 * @param {'electron' | 'browser'} kind
 * @returns {Promise<import('./desktop/host-server.mjs').HostedServer>} whose end does nothing when it is not ours
 */
async function findServer(given, kind) {
  const last = given === null ? readLastServer(env, kind) : null;
  const candidates = given === null ? [...new Set([...(last ? [last] : []), ...localAddresses(env)])] : [];
  const answers = await Promise.all(candidates.map(askServer));
  const answering = candidates.filter((_, index) => ['plenum', 'untrusted'].includes(answers[index] ?? ''));
  const plan = planServer(given, last, answering);
  if (plan.kind === 'open') return { address: plan.address, isOurs: false, end: async () => {} };
  console.log(
    'No server is known and none runs on this machine: one is started here, and ended with the window.',
  );
  return hostServer(env);
}

/**
 * @param {import('./desktop/open-window.mjs').Window} window
 * @param {string} address
 * @returns {Promise<'handed-over' | 'closed'>}
 */
async function showWindow(window, address) {
  const remark = planRemark(address, await askServer(address), window.kind);
  if (remark) console.log(remark);
  writeLastServer(env, address);
  console.log(`Opening ${address}`);
  const end = judgeEnd(await window.open(address), wasStopped);
  if (end !== 'failed') return end;
  if (window.kind === 'browser') {
    throw new Problem(`The browser does not start: open ${address} in another one.`, {
      log: shown(windowLog()),
    });
  }
  console.log(`Electron does not start here (details: ${shown(windowLog())}).`);
  return showWindow(requireBrowser(env, address), address);
}

function untilStopped() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}

await reportProblems(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.kind === 'help') return console.log(help);
  // Each step ends by itself when it is told to; what was begun before is then ended in order.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (wasStopped = true));
  await openDesktop(options.address);
});
