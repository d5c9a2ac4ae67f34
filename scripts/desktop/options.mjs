// What can be said to `npm run desktop`, and the address in it brought into one form. Pure.
import { Problem } from '../setup/problem.mjs';

export const help = `npm run desktop [-- ADDRESS]

Opens Plenum in a window of its own: in Electron, which is downloaded the first time (110 MB), or where it cannot be had
in an installed Chromium or Chrome.

ADDRESS   https://meet.example.org, meet.example.org:3000, http://localhost:3000, or a link plenum://meet.example.org/12345.
          Without it: the server used last, else the one that runs on this machine (PORT), else one is started here as by
          "npm start", and ended with the window.

ELECTRON_OVERRIDE_DIST_PATH names a folder with an Electron of your own, ELECTRON_MIRROR another place to download it from.`;

/**
 * @typedef {{ kind: 'help' } | { kind: 'open', address: string | null }} DesktopOptions `address`: as `readAddress` gives it
 */

/**
 * @param {string[]} args from the command line
 * @returns {DesktopOptions}
 * @throws {Problem} for anything else than one address
 */
export function readOptions(args) {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  const option = args.find((argument) => argument.startsWith('-'));
  if (option) throw new Problem(`npm run desktop knows the option --help only, not ${option}.`);
  if (args.length > 1)
    throw new Problem(`npm run desktop opens one server, not ${args.length}: give one address.`);
  return { kind: 'open', address: args[0] === undefined ? null : readAddress(args[0]) };
}

/**
 * What a person types, as an address that a browser opens.
 * @param {string} text a server's name or address, an invitation, or a plenum: link
 * @returns {string} such as `https://meet.example.org/` or `http://localhost:3000/#/12345`
 * @throws {Problem}
 */
export function readAddress(text) {
  const url = parse(text.replace(/^plenum:\/\//i, ''));
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '') {
    throw new Problem(
      `"${text}" is not the address of a Plenum server: give one such as https://meet.example.org or localhost:3000.`,
    );
  }
  if (url.protocol === 'http:' && !isOwnMachine(url.hostname)) {
    throw new Problem(
      `${url.origin} would carry voices and passwords in clear: use https, as "npm start -- --tls self-signed" serves it.`,
    );
  }
  // A link's room stands where the web client reads it.
  const room = /^plenum:/i.test(text) ? /^\/(\d{5})$/.exec(url.pathname)?.[1] : undefined;
  return room === undefined ? url.href : `${url.origin}/#/${room}${url.search}`;
}

/**
 * Whether a name stands for this machine, where TLS is not needed.
 * @param {string} host
 */
export function isOwnMachine(host) {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * @param {string} text an address, with https where it does not say and where that can be had
 * @returns {URL | null}
 */
function parse(text) {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return URL.canParse(text) ? new URL(text) : null;
  if (!URL.canParse(`https://${text}`)) return null;
  const { hostname } = new URL(`https://${text}`);
  return new URL(`${isOwnMachine(hostname) ? 'http' : 'https'}://${text}`);
}
