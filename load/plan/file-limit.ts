// Whether this machine lets a process of the crew open as many sockets as it needs. The sum is pure; the limit is read from /proc.
import { readFileSync } from 'node:fs';
import { LoadError } from '../load-error.ts';
import type { LoadOptions } from './options.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/** Of a process that does nothing: Node's own files, clips, the line to the coordinating process. */
const ownFiles = 100;

/** Sockets and files that each process needs. */
export function planFiles(options: LoadOptions, processes: number): number {
  const { meets }: Scenario = scenarios[options.scenario];
  const people = Math.ceil((options.rooms * (options.publishers + options.listeners)) / processes);
  // The signalling, and a socket for each of two transports.
  return ownFiles + people * (meets ? 3 : 1);
}

/** @param limits of a process, as in /proc/self/limits @throws LoadError when they are too low */
export function requireFiles(needed: number, limits = readFileSync('/proc/self/limits', 'utf8')): void {
  const allowed = /^Max open files\s+(\S+)/m.exec(limits)?.[1] ?? 'unlimited';
  if (allowed === 'unlimited' || Number(allowed) >= needed) return;
  throw new LoadError(
    `Each process needs ${needed} open files and may have ${allowed}: run "ulimit -n ${needed}" first, or raise --workers.`,
  );
}
