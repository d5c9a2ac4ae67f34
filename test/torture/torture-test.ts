// What a torture test is, and what most of them share: a server, a canary beside the deed, and a look at the log afterwards.
import type { ServerProcess } from '../helpers/server.ts';
import { openCanary } from './canary.ts';
import { type Check, none } from './check.ts';
import { mistakesOf, startTortured } from './torture-server.ts';

/** How much is done: by the gate of `npm test`, by the command, and by the command with `--long`. */
export type Form = 'gate' | 'short' | 'long';

export interface RunOptions {
  /** How often what is repeated is done. */
  readonly repeats: number;
  readonly form: Form;
  /** For whatever is made by chance, so that it can be had again. */
  readonly seed: number;
}

export interface TortureTest {
  readonly id: string;
  /** What is done to the server. */
  readonly sentence: string;
  /** About how long the long form takes, in minutes on two cores: for planning a night, not a limit. */
  readonly longMinutes: number;
  readonly run: (options: RunOptions) => Promise<Check[]>;
}

/**
 * Starts a server, does something to it while a canary sings there, and looks whether the server lived through it.
 * @param env settings of the server besides the usual
 */
export async function besideCanary(
  deed: (server: ServerProcess) => Promise<Check[]>,
  env: Readonly<Record<string, string>> = {},
): Promise<Check[]> {
  const server = await startTortured(env);
  try {
    const canary = await openCanary(server.url);
    try {
      const checks = await deed(server);
      return [...checks, ...(await canary.checks()), ...serverChecks(server)];
    } finally {
      canary.end();
    }
  } finally {
    await server.stop();
  }
}

/** The process lives, and nothing failed in it unnoticed. */
export function serverChecks(server: ServerProcess): Check[] {
  return [none('exits', isRunning(server.pid) ? 0 : 1), none('mistakes in the log', mistakesOf(server))];
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
