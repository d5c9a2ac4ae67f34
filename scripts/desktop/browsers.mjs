// Finds a browser that can show a page as a window of its own, and how to start it; used where Electron cannot be had.
import { homedir } from 'node:os';
import path from 'node:path';

/** By what they are called on Linux, the plainest first. */
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'brave-browser',
  'brave',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(file: string) => boolean} isExecutable
 * @returns {string | null} the path of the first browser in the order above
 */
export function findBrowser(env, isExecutable) {
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  for (const command of commands) {
    const file = folders.map((folder) => path.join(folder, command)).find(isExecutable);
    if (file) return file;
  }
  return null;
}

/**
 * The folder in which the browser keeps this program's own settings, permissions and sign-in, apart from the person's
 * other browsing.
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isSnap a browser from Ubuntu's store, which sees no hidden folders but its own
 */
export function profileFolder(env, isSnap) {
  return isSnap
    ? path.join(homedir(), 'snap/chromium/common/plenum-desktop')
    : path.join(dataFolder(env), 'browser-profile');
}

/**
 * Where the program keeps what it remembers.
 * @param {NodeJS.ProcessEnv} env
 */
export function dataFolder(env) {
  return path.join(env.XDG_DATA_HOME || path.join(homedir(), '.local/share'), 'plenum/desktop');
}

/**
 * @param {string} address of the server
 * @param {string} profile
 * @param {{ isRoot: boolean, env: NodeJS.ProcessEnv }} machine
 * @returns {string[]} the browser's arguments
 */
export function browserArguments(address, profile, { isRoot, env }) {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--class=Plenum',
    '--no-first-run',
    '--no-default-browser-check',
    // With the last window the process ends, and with it the server that was started for it.
    '--disable-background-mode',
    ...(env.DISPLAY ? [] : ['--ozone-platform=wayland']),
    // Chromium refuses to run as root with it.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}
