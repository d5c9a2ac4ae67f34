// Runs other programs for set-up's steps: output goes to a log file, and an interrupted set-up ends them too.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { distFolder, rootFolder, shown } from './places.mjs';
import { Problem } from './problem.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Log files that this process has written to; each starts anew with the process. @type {Set<string>} */
const begun = new Set();
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
let isInterrupted = false;

/**
 * Runs a program to its end, its output kept in `dist/setup-logs/<log>.log`.
 * @param {string} program
 * @param {string[]} args
 * @param {{ log: string, failure: string, cwd?: string, env?: NodeJS.ProcessEnv }} options `failure`: the sentence for
 *   the reader when the program cannot be started or ends with another code than 0
 * @throws {Problem} with that sentence, the last lines of the output, and where all of it is
 */
export async function runLogged(program, args, { log, failure, cwd = rootFolder, env = process.env }) {
  if (isInterrupted) throw interruption();
  const file = logFile(log);
  const output = openSync(file, begun.has(file) ? 'a' : 'w');
  begun.add(file);
  try {
    await finish(
      spawn(program, args, { cwd, env: { ...env, NO_COLOR: '1' }, stdio: ['ignore', output, output] }),
    );
  } catch (error) {
    if (isInterrupted) throw interruption();
    const reason = error instanceof Error ? error.message : String(error);
    const said = lastLines(readFileSync(file, 'utf8'));
    throw new Problem(failure, { log: shown(file), output: `${said}\n(${reason})\n` });
  } finally {
    closeSync(output);
  }
}

/**
 * Runs a program and returns how it ended, without its output.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number | null>} exit code; null when it could not be started or was ended by a signal
 */
export function exitCodeOf(program, args, env) {
  return new Promise((resolve) => {
    const child = track(spawn(program, args, { env, stdio: 'ignore' }));
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
}

/**
 * Does work that Ctrl-C or SIGTERM ends in good order: the programs started here are ended, nothing new is started,
 * and the work's own clean-up runs. A second signal ends the process at once.
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function interruptible(work) {
  for (const signal of endingSignals) process.once(signal, interrupt);
  try {
    return await work();
  } finally {
    for (const signal of endingSignals) process.off(signal, interrupt);
  }
}

function interrupt() {
  isInterrupted = true;
  for (const child of running) child.kill('SIGTERM');
}

/**
 * The file that a step's programs write to; its folder exists afterwards.
 * @param {string} name
 */
export function logFile(name) {
  const folder = path.join(distFolder, 'setup-logs');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.log`);
}

/** The escape sequences by which some programs colour even what goes into a file. */
const colours = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'g');

/**
 * What a failed program said last, without colours and without the places in its own code.
 * @param {string} output
 */
export function lastLines(output) {
  const lines = output.replace(colours, '').trimEnd().split('\n');
  return lines
    .filter((line) => !/^\s+at /.test(line))
    .slice(-15)
    .join('\n');
}

function interruption() {
  return new Problem('Set-up was interrupted: run the same command again and it goes on where it was.');
}

/** @param {import('node:child_process').ChildProcess} child */
function finish(child) {
  return new Promise((resolve, reject) => {
    track(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`${path.basename(child.spawnfile)} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function track(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}
