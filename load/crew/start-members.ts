// Starts the processes of a crew on this machine; each finds its way to the coordinating process by itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { HostPort } from '../plan/options.ts';

/** Exit code of a process that found no coordinating machine. */
export const cannotBeginCode = 2;
const program = join(import.meta.dirname, 'crew-member.ts');

/** @param key by which the coordinating process knows them */
export function startMembers(count: number, { host, port }: HostPort, key: string): ChildProcess[] {
  return Array.from({ length: count }, () =>
    spawn(process.execPath, [program, host, String(port)], {
      env: { ...process.env, PLENUM_LOAD_KEY: key },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
}

/** Ends those that have not ended by themselves. */
export function endMembers(members: readonly ChildProcess[]): void {
  for (const member of members) if (member.exitCode === null) member.kill('SIGKILL');
}
