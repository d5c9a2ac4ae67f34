// Keeps the load tester away from servers of others. Called before anything is sent.
import { lookup } from 'node:dns/promises';
import { LoadError } from '../load-error.ts';

/**
 * @param host name or address, as in an URL
 * @param isOwn whether the operator said so
 * @throws LoadError for any machine but this one that the operator has not said to own, and for none
 */
export async function requireOwnServer(host: string, isOwn: boolean): Promise<void> {
  if (isOwn) return;
  const name = host.replace(/^\[|\]$/g, '');
  const found = await lookup(name, { all: true }).catch(() => []);
  if (found.length === 0) throw new LoadError(`The name ${name} is not known: correct it.`);
  if (found.every(({ address }) => isLoopback(address))) return;
  throw new LoadError(
    `${name} is not this machine: load is put only on servers of one's own; if it is yours, say --i-own-this-server.`,
  );
}

/** Whether an address is this machine's own, reachable from nowhere else. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address);
}
