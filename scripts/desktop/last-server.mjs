// Remembers which server `npm run desktop` opened last, so that the next time no address is needed.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../setup/stamp.mjs';
import { dataFolder } from './browsers.mjs';
import { readAddress } from './options.mjs';

/** @param {NodeJS.ProcessEnv} env */
function lastServerFile(env) {
  return path.join(dataFolder(env), 'last-server.json');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null} an address as `readAddress` gives it; null when none is known, or the file is not ours
 */
export function readLastServer(env) {
  const file = lastServerFile(env);
  if (!existsSync(file)) return null;
  try {
    return readAddress(JSON.parse(readFileSync(file, 'utf8')).address);
  } catch {
    return null;
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} address without its room, which may be over
 */
export function writeLastServer(env, address) {
  writeWhole(lastServerFile(env), `${JSON.stringify({ address: new URL('/', address).href })}\n`);
}
