// Knows which server was opened last, so that the next time no address is needed: the desktop program's own memory, or that of
// `npm run desktop` for browsers.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { writeWhole } from '../setup/stamp.mjs';
import { dataFolder } from './browsers.mjs';
import { readAddress } from './options.mjs';

/** @param {NodeJS.ProcessEnv} env */
function lastServerFile(env) {
  return path.join(dataFolder(env), 'last-server.json');
}

/**
 * Where the desktop program remembers its servers, the one used last first.
 * @param {NodeJS.ProcessEnv} env
 */
function programFile(env) {
  return path.join(env.XDG_CONFIG_HOME || path.join(homedir(), '.config'), 'Plenum/desktop.json');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {'electron' | 'browser'} window that is going to be opened
 * @returns {string | null} an address as `readAddress` gives it; null when none is known, or the file is not ours
 */
export function readLastServer(env, window) {
  const ofProgram = window === 'electron' ? readJson(programFile(env))?.servers?.[0]?.origin : undefined;
  try {
    return readAddress(ofProgram ?? readJson(lastServerFile(env))?.address);
  } catch {
    return null;
  }
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} address without its room, which may be over
 */
export function writeLastServer(env, address) {
  writeWhole(lastServerFile(env), `${JSON.stringify({ address: new URL('/', address).href })}\n`);
}
