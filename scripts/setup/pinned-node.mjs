// Hands a command over to the pinned Node: `start.mjs` and `run.mjs` end by becoming the program they start.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pinnedNode } from './places.mjs';
import { Problem } from './problem.mjs';

/**
 * Runs a TypeScript file in place of this process where Node can do that (from 22.15 on): one process less stays in
 * memory, and signals and exit code need no passing on. An older Node waits for the program and passes both on.
 * @param {string[]} args Node's flags, the file, and the file's own arguments
 * @param {NodeJS.ProcessEnv} env
 */
export async function becomeNode(args, env) {
  if ('execve' in process) {
    const given = Object.entries(env).filter(([, value]) => value !== undefined);
    process.execve(pinnedNode, [pinnedNode, ...args], Object.fromEntries(given));
  }
  process.exitCode = await runNode(args, env);
}

/**
 * Runs a file under the pinned Node with this process's input and output, to its end.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit code; 128 and the signal's number after a signal, as shells count
 */
export function runNode(args, env) {
  const child = spawn(pinnedNode, args, { env, stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child as well; only without one is it ours to pass on.
  /** @type {NodeJS.Signals[]} */
  const passed = process.stdin.isTTY ? ['SIGTERM'] : ['SIGTERM', 'SIGINT', 'SIGHUP'];
  const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of passed) process.on(signal, passOn);
  process.on('SIGINT', leaveToTerminal);
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Problem('The pinned Node does not start: remove node_modules and run this again.')),
    );
    child.once('exit', (code, signal) => {
      for (const name of passed) process.off(name, passOn);
      process.off('SIGINT', leaveToTerminal);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/** Without a listener, Ctrl-C would end this process before the program it waits for. */
function leaveToTerminal() {}
