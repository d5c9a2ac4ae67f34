// One server takes the place of another on the same data folder, with hardly a gap in running calls. Used by main.
import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks a server to look whether it is to hand its meetings over. A terminal that is closed sends it too, so that it alone means
 * nothing: the request lies in the data folder.
 */
export const handOverSignal = 'SIGHUP';

/** As it is started, in /proc/PID/cmdline; `hide-secret-flags.ts` keeps that part. */
const serverCommand = /(^|[\0 /])server\/main\.ts([\0 ]|$)/;
const lookMs = 20;
/** A server that has not left by then does not hear the signal: it is not waited for any longer. */
const patienceMs = 8000;

/**
 * Notes in the data folder that this process serves it.
 * @returns takes the note away, when nothing more is served or stored
 */
export async function noteServing(dataDir: string): Promise<() => Promise<void>> {
  const file = noteIn(dataDir);
  const note = ownNote();
  // Written beside and moved, so that no process reads half of it.
  await writeFile(`${file}.new`, note, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return async () => {
    // The next server may have put its own there.
    if ((await read(file)) === note) await rm(file, { force: true });
  };
}

/**
 * Has the server that serves this folder, if one does, leave its place.
 * @param until `handed-over`: it accepts no connections and everything is stored; its media may go on for a moment. `gone`: its
 * process has ended
 */
export async function relieveServer(dataDir: string, until: 'handed-over' | 'gone'): Promise<void> {
  const file = noteIn(dataDir);
  const note = await read(file);
  const [pid = 0, start = 0] = note.split(' ').map(Number);
  const runs = (): boolean => pid > 0 && startOf(pid) === start;
  if (!runs() || !isServer(pid)) return;
  await writeFile(requestIn(dataDir), note, { mode: 0o600 });
  process.kill(pid, handOverSignal);
  const deadlineMs = performance.now() + patienceMs;
  while (runs() && performance.now() < deadlineMs) {
    if (until === 'handed-over' && (await read(file)) !== note) break;
    await sleep(lookMs);
  }
  await rm(requestIn(dataDir), { force: true });
}

/** Whether another server has asked this process to hand its meetings over. Asked on `handOverSignal`. */
export async function isRelieved(dataDir: string): Promise<boolean> {
  return (await read(requestIn(dataDir))) === ownNote();
}

function ownNote(): string {
  return `${process.pid} ${startOf(process.pid)}\n`;
}

/** The process that is to hand over, as its own note names it. */
function requestIn(dataDir: string): string {
  return join(dataDir, 'server.relieve');
}

/** Whether a process runs a server of ours, whatever the note says: no other process may get a signal. */
function isServer(pid: number): boolean {
  try {
    return serverCommand.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
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
