// Runs the program that shows the window, to its end, and judges what that end means.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/**
 * How a window's program ended. `code`: null when it could not be started or was ended by a signal.
 * @typedef {{ code: number | null, lastedMs: number }} WindowEnd
 */

/** A program that ends sooner has shown no window that a person could close. */
const windowMinMs = 5000;

/**
 * Starts it; Ctrl-C and SIGTERM end it.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} log a file for its output, which in browsers is long and seldom useful
 * @returns {Promise<WindowEnd>}
 */
export function runWindow(program, args, env, log) {
  const startedMs = Date.now();
  const output = openSync(log, 'w');
  const child = spawn(program, args, { env, stdio: ['ignore', output, output] });
  closeSync(output);
  const close = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, close);
  return new Promise((resolve) => {
    const end = (/** @type {number | null} */ code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, close);
      resolve({ code, lastedMs: Date.now() - startedMs });
    };
    child.once('error', () => end(null));
    child.once('exit', end);
  });
}

/**
 * What follows when a window's program has ended. `failed`: it never showed a window. `handed-over`: it gave the address
 * to another window of the same program, which is still open. `closed`: the person closed it.
 * @param {WindowEnd} end
 * @param {boolean} wasStopped whether this process was told to end
 * @returns {'failed' | 'handed-over' | 'closed'}
 */
export function judgeEnd({ code, lastedMs }, wasStopped) {
  if (wasStopped || lastedMs >= windowMinMs) return 'closed';
  return code === 0 ? 'handed-over' : 'failed';
}
