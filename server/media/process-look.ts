// What Linux tells of a process: whether it stands still, and what it has used. Asked of a media worker that does not answer.
import { readFileSync } from 'node:fs';

export interface ProcessLook {
  /** One letter of `/proc/PID/stat`: R runs or waits for a processor, S sleeps, D waits for a disk, T is stopped, Z has ended. */
  readonly state: string;
  /** Processor time it has used since it began, in the kernel's ticks of 10 ms. */
  readonly usedTicks: number;
}

/** @returns `undefined` when there is no such process, or no such file system */
export function lookAtProcess(pid: number): ProcessLook | undefined {
  try {
    return readProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param stat the line of `/proc/PID/stat`; the name in it, in brackets, may hold spaces and brackets. Pure. */
export function readProcessStat(stat: string): ProcessLook {
  // From the third field on: state is the 3rd, utime the 14th, stime the 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', usedTicks: Number(fields[11]) + Number(fields[12]) };
}
