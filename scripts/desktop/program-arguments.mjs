// What the desktop program is told at its start: the server to go to, and the room. Pure.
import { isOwnMachine } from './options.mjs';

/**
 * The server stands before `--` and the link behind it, as where the system starts the program for a link: nothing that a link
 * holds is taken for an order.
 * @param {string} address of a server, perhaps with an invitation, as `readAddress` gives it
 * @returns {string[]} arguments behind the program's folder
 */
export function programArguments(address) {
  const { origin, protocol, host, hostname, hash } = new URL(address);
  const [, room] = /^#\/(\d{5}(\?key=[\w-]+)?)$/.exec(hash) ?? [];
  // A link means plain HTTP on this machine and TLS elsewhere, and cannot say anything else.
  const isSaid = (protocol === 'http:') === isOwnMachine(hostname);
  const link = room !== undefined && isSaid ? ['--', `plenum://${host}/${room}`] : [];
  return [`--plenum-server=${origin}`, ...link];
}
