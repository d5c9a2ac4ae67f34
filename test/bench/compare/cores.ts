// Which core carries the relay under test and which the generator. Decided by compare.ts; relays start on theirs.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Set for the process that measures, so that it does not move a second time. */
export const relayCoreVariable = 'BENCH_RELAY_CORE';

export type CorePlan = { readonly relay: number; readonly generator: number } | { readonly problem: string };

/** @param allowed cores on which this process may run, ascending @param taskset where the program is that moves processes */
export function planCores(allowed: readonly number[], taskset: string | undefined): CorePlan {
  const [relay] = allowed;
  const generator = allowed.at(-1);
  if (relay === undefined || generator === undefined || relay === generator) {
    return {
      problem:
        'The comparison needs two cores, one for the relay and one for its load: run it on a larger machine.',
    };
  }
  if (taskset === undefined) {
    return {
      problem: 'The comparison needs taskset to give each side a core: install the package util-linux.',
    };
  }
  return { relay, generator };
}

/** `0-1,4` as numbers. */
export function readCoreList(list: string): number[] {
  return Array.from(list.matchAll(/(\d+)(?:-(\d+))?/g)).flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index),
  );
}

/** Cores on which this process may run. */
export function allowedCores(): number[] {
  const status = readFileSync('/proc/self/status', 'utf8');
  return readCoreList(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
}

/** Where a program is, by the folders of PATH. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** What to put before a command so that it runs on the relay's core; nothing when cores are not divided. */
export function onRelayCore(): string[] {
  const core = process.env[relayCoreVariable];
  return core === undefined ? [] : ['taskset', '-c', core];
}
