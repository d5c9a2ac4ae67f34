// Lets one set-up at a time work on a clone; `npm start` and `npm test` may be started together.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 300;

/**
 * Takes the lock, waiting for another process that holds it; a lock whose process is gone is taken over.
 * @param {string} file
 * @param {{ onWait?: (holderPid: number) => void }} [options] `onWait` is called once when it has to wait
 * @returns {Promise<() => void>} gives the lock back; safe to call twice
 */
export async function takeLock(file, { onWait = () => {} } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startTimeOf(process.pid)}`);
  try {
    for (let attempt = 0; !linked(own, file); attempt += 1) {
      const holder = readHolder(file);
      if (holder && isAlive(holder)) {
        if (attempt === 0) onWait(holder.pid);
        await sleep(pollMs);
      } else {
        removeStale(file, holder);
      }
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

/**
 * A pid can be given to another process later, hence the start time.
 * @param {{ pid: number, startTime: string }} holder
 */
export function isAlive({ pid, startTime }) {
  return startTimeOf(pid) === startTime && startTime !== '';
}

/**
 * @param {number} pid
 * @returns {string} when the process started, in clock ticks since boot; empty when there is no such process
 */
export function startTimeOf(pid) {
  try {
    // The second field is the program's name in brackets, which may hold spaces; the 22nd is the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return fields[19] ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {string} own a complete lock file of ours
 * @param {string} file
 * @returns {boolean} whether it is the lock now: a link is made whole or not at all
 */
function linked(own, file) {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    const [pid = '', startTime = ''] = readFileSync(file, 'utf8').split(' ');
    return { pid: Number(pid), startTime };
  } catch {
    return null;
  }
}

/**
 * Moves a dead lock away. Two waiters may do this at once: whoever moved a living lock by mistake puts it back.
 * @param {string} file
 * @param {{ pid: number, startTime: string } | null} stale
 */
function removeStale(file, stale) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && moved.pid !== stale?.pid && isAlive(moved)) linked(aside, file);
  rmSync(aside, { force: true });
}
