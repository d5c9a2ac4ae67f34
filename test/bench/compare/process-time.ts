// How much processor time processes have used, to the nanosecond, and how often they were woken. Read by parts, from /proc.
import { readdirSync, readFileSync } from 'node:fs';

/** Processor seconds of all threads of these processes, since they began; ended processes count nothing. */
export function processorSeconds(pids: readonly number[]): number {
  return pids.flatMap(threadsOf).reduce((sum, thread) => sum + secondsOf(thread), 0);
}

/** How often these processes slept and were woken since they began. */
export function wakeUps(pids: readonly number[]): number {
  return pids.flatMap(threadsOf).reduce((sum, thread) => sum + sleepsOf(thread), 0);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  } catch {
    return [];
  }
}

/** The scheduler's own account, since the one in hundredths of a second is too coarse for a room of two. */
function secondsOf(thread: string): number {
  return Number(read(`${thread}/schedstat`).split(' ')[0]) / 1e9;
}

function sleepsOf(thread: string): number {
  return Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(read(`${thread}/status`))?.[1] ?? 0);
}

/** Nothing when the thread has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
