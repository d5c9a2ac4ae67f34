// Decides which server `npm run desktop` opens, and what is said before. Pure; the asking is done by the caller.
import { isOwnMachine } from './options.mjs';

/**
 * What a server has answered. `untrusted`: it is Plenum, with a certificate that the system does not know; `other`:
 * something answers, and it is not Plenum; `silent`: nothing does.
 * @typedef {'plenum' | 'untrusted' | 'other' | 'silent'} ServerAnswer
 * @typedef {{ kind: 'open', address: string } | { kind: 'host' }} ServerPlan
 */

/**
 * The addresses at which a server on this machine would be.
 * @param {NodeJS.ProcessEnv} env `PORT`, as `npm start` reads it
 */
export function localAddresses(env) {
  const port = env.PORT || '3000';
  return [`http://localhost:${port}/`, `https://localhost:${port}/`];
}

/**
 * @param {string | null} given by the person
 * @param {string | null} lastUsed
 * @param {string[]} answering those addresses of this machine, `lastUsed` among them, where Plenum answers
 * @returns {ServerPlan} a server that was given or used elsewhere is opened whether it answers or not: the window shows
 *   what is wrong, and the network may come back
 */
export function planServer(given, lastUsed, answering) {
  if (given !== null) return { kind: 'open', address: given };
  if (lastUsed !== null && (!isOwnMachine(new URL(lastUsed).hostname) || answering.includes(lastUsed))) {
    return { kind: 'open', address: lastUsed };
  }
  const [address] = answering;
  return address === undefined ? { kind: 'host' } : { kind: 'open', address };
}

/**
 * What should be known before the window opens.
 * @param {string} address
 * @param {ServerAnswer} answer
 * @param {'electron' | 'browser'} window Electron's pins a certificate itself
 * @returns {string | null} a sentence
 */
export function planRemark(address, answer, window) {
  const { origin } = new URL(address);
  if (answer === 'silent')
    return `${origin} does not answer at the moment: the window tries it all the same.`;
  if (answer === 'other') return `${origin} answers, but not as a Plenum server does: check the address.`;
  if (answer === 'untrusted' && window === 'browser') {
    return `${origin} has a certificate that it made itself: the browser asks whether to go on, which is safe when the fingerprint is the one that the server printed at its start.`;
  }
  return null;
}
