// How many files, sockets included, this process may have open. Asked by the doctor, at the server's start, and by benches.
import { readFile } from 'node:fs/promises';

/** The hard limit: Node raises its own up to it. `undefined` when the system does not tell. */
export async function descriptorLimit(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const [, hard] = /^Max open files +\S+ +(\d+)/m.exec(limits) ?? [];
  return hard === undefined ? undefined : Number(hard);
}
