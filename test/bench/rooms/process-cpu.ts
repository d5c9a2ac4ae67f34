// How much processor time the server and its media worker have used, from /proc.
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts a process's time in hundredths of a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Processor seconds since the start of each process. */
export interface ServerCpu {
  readonly node: number;
  readonly worker: number;
}

/** @param serverPid the server's own process; its children are media workers */
export function readServerCpu(serverPid: number): ServerCpu {
  const workers = childrenOf(serverPid).map(cpuSecondsOf);
  return { node: cpuSecondsOf(serverPid), worker: workers.reduce((sum, seconds) => sum + seconds, 0) };
}

/** What was used between two readings. */
export function cpuBetween(before: ServerCpu, after: ServerCpu): ServerCpu {
  return { node: after.node - before.node, worker: after.worker - before.worker };
}

function cpuSecondsOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Processes that this one started and that still run. */
export function childrenOf(parentPid: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => Number(statOf(pid)[1]) === parentPid);
}

/** Fields of `/proc/PID/stat` from the state (the third of proc(5)) on; none when the process has just ended. */
function statOf(pid: number): string[] {
  try {
    // The name before them is in brackets and may hold anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}
