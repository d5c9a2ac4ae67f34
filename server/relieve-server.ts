// One server takes the place of another on the same data folder, with hardly a gap in running calls. Used by main.
import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks a server to hand its meetings over. */
export const handOverSignal = 'SIGHUP';

const lookMs = 20;
/** A server that has not left by then does not hear the signal: it is not waited for any longer. */
const patienceMs = 8000;

/**
 * Notes in the data folder that this process serves it.
 * @returns takes the note away, when nothing more is served or stored
 */
export async function noteServing(dataDir: string): Promise<() => Promise<void>> {
  const file = noteIn(dataDir);
  const note = `${process.pid} ${startOf(process.pid)}\n`;
  // Written beside and moved, so that nobody reads half of it.
  await writeFile(`${file}.new`, note, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return async () => {
    // The next server may have put its own there.
    if ((await read(file)) === note) await rm(file, { force: true });
  };
}

/**
 * Has the server that serves this folder, if one does, leave its place.
 * @param until `handed-over`: its doors are closed and everything is stored; its media may go on for a moment. `gone`: its
 * process has ended
 */
export async function relieveServer(dataDir: string, until: 'handed-over' | 'gone'): Promise<void> {
  const file = noteIn(dataDir);
  const note = await read(file);
  const [pid = 0, start = 0] = note.split(' ').map(Number);
  const runs = (): boolean => pid > 0 && startOf(pid) === start;
  if (!runs()) return;
  process.kill(pid, handOverSignal);
  const deadlineMs = performance.now() + patienceMs;
  while (runs() && performance.now() < deadlineMs) {
    if (until === 'handed-over' && (await read(file)) !== note) return;
    await sleep(lookMs);
  }
}

function noteIn(dataDir: string): string {
  return join(dataDir, 'server.pid');
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/** When a process was started, in the kernel's own unit; tells it from a later one of the same number. 0 when there is none. */
function startOf(pid: number): number {
  try {
    // The name before is in brackets and may hold anything; the start is the 22nd field of proc(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[19]);
  } catch {
    return 0;
  }
}
