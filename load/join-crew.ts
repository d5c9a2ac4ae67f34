// Helps a coordinating machine: starts processes that take their orders from there, until there are no more.
import { once } from 'node:events';
import { cannotBeginCode, endMembers, startMembers } from './crew/start-members.ts';
import type { JoinOptions } from './plan/options.ts';
import { requireOwnServer } from './server/require-own-server.ts';

/**
 * @returns whether all processes could take part; what becomes of the run is told by the coordinating machine
 * @throws LoadError when the coordinating machine is not this one and the operator has not said to own it
 */
export async function joinCrew(options: JoinOptions, signal: AbortSignal): Promise<boolean> {
  await requireOwnServer(options.join.host, options.iOwnThisServer);
  const members = startMembers(options.workers, options.join, options.key);
  signal.addEventListener('abort', () => endMembers(members));
  const ends = members.map((member) => once(member, 'exit') as Promise<[number | null]>);
  return (await Promise.all(ends)).every(([code]) => code !== cannotBeginCode);
}
