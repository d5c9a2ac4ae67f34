// The password of the simulated accounts: one that all may know on this machine alone.
import { LoadError } from '../load-error.ts';
import { isLoopback } from './require-own-server.ts';

/**
 * @param url of the server @param password as it was given @param seed that names the accounts
 * @throws LoadError for a server that others can reach, where none was given
 */
export function accountPassword(url: string, password: string | undefined, seed: number): string {
  if (password !== undefined) return password;
  const { hostname } = new URL(url);
  if (isLoopback(hostname.replace(/^\[|\]$/g, '')) || hostname === 'localhost') return `load tester ${seed}`;
  throw new LoadError(
    'A server that others can reach needs a password for the simulated accounts: give --password.',
  );
}
