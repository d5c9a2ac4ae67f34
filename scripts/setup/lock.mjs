// Lets one set-up at a time work on a clone; `npm start` and `npm test` may be started together.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { interruptible } from './command.mjs';
import { distFolder } from './places.mjs';
import { Problem } from './problem.mjs';

/** The kernel holds the lock for this shell, which ends when the pipe from this process does. */
const hold = 'exec 9>>"$0"; flock -n 9 || { echo waits; flock 9; } && echo taken && exec cat >&2';

/**
 * Takes the lock, waiting for another process that holds it. It is given back when this process ends, however that is.
 * @param {string} file stays where it is, and names the process that took it last
 * @param {{ onWait?: (holderPid: number) => void }} [options] `onWait` is called once when it has to wait
 * @returns {Promise<() => Promise<unknown>>} gives the lock back, and leaves no process behind; safe to call twice
 * @throws {Problem} where it cannot be locked
 */
export async function takeLock(file, { onWait = () => {} } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  // In a process group of its own: Ctrl-C has to leave it until the work is ended in good order.
  const holder = spawn('sh', ['-c', hold, file], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(holder, 'exit');
  for await (const line of createInterface({ input: holder.stdout })) {
    if (line === 'waits') onWait(Number(readFileSync(file, 'utf8')));
    if (line !== 'taken') continue;
    writeFileSync(file, String(process.pid));
    return () => {
      holder.stdin.end();
      return ended;
    };
  }
  await ended;
  throw new Problem(`${file} could not be locked: it needs the program flock, of the package util-linux.`);
}

/**
 * Does work while no other set-up of this clone does any; Ctrl-C ends it in good order.
 * @template Result
 * @param {() => Promise<Result>} work
 */
export async function alone(work) {
  const giveBack = await takeLock(path.join(distFolder, 'setup.lock'), {
    onWait: (pid) => console.log(`Set-up: waiting for another set-up of this clone (process ${pid}) ...`),
  });
  try {
    return await interruptible(work);
  } finally {
    await giveBack();
  }
}
