// Finds the server that the program was told to go to when it was started: `--plenum-server=https://host`, as `npm run desktop` says
// it. Used by `begin-desktop.ts`.
import { isServerOrigin } from './parse-address.ts';

const option = '--plenum-server=';

/** @param argv all arguments of a process; those behind `--` are links from the system, and no options */
export function serverFromArguments(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const orders = end < 0 ? argv : argv.slice(0, end);
  const origin = orders.find((argument) => argument.startsWith(option))?.slice(option.length);
  return origin !== undefined && isServerOrigin(origin) ? origin : undefined;
}
