// What a process and everything it started keep in memory; used by the start benchmark.
import { readdirSync, readFileSync } from 'node:fs';

/** One process. */
export interface ProcessMemory {
  readonly pid: number;
  /** The start of its command line. */
  readonly name: string;
  /** Proportional set size: pages shared with other processes count by their share. */
  readonly pssMb: number;
  /** Resident set size: shared pages count in full for every process. */
  readonly rssMb: number;
}

/**
 * Measures a process and all its descendants.
 * @param rootPid the process at the top
 * @returns one entry each, the top one first; a process that ends meanwhile is left out
 */
export function measureMemory(rootPid: number): readonly ProcessMemory[] {
  const children = childrenByParent();
  const pids: number[] = [rootPid];
  for (const pid of pids) pids.push(...(children.get(pid) ?? []));
  return pids.flatMap((pid) => {
    try {
      return [memoryOf(pid)];
    } catch {
      return [];
    }
  });
}

function memoryOf(pid: number): ProcessMemory {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) / 1024;
  const name = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return {
    pid,
    name: name.replace(/\S*\//g, '').slice(0, 40),
    pssMb: megabytes('Pss'),
    rssMb: megabytes('Rss'),
  };
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = parentOf(entry);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  return children;
}

function parentOf(pid: string): number | null {
  try {
    // The fields behind the program's name, which stands in brackets and may hold spaces: state, then parent.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return Number(fields?.[1]);
  } catch {
    return null;
  }
}
