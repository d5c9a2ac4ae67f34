// Runs the checks side by side and prints a line for each; used by `npm run check` and `npm test`.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { pinnedNode, rootFolder } from '../setup/places.mjs';
import { seconds } from '../setup/progress.mjs';
import { countedVitest, sumCounts } from './vitest.mjs';

/**
 * @typedef {{ name: string, args: string[] }} Check `args`: what the pinned Node is to run
 * @typedef {{ exitCode: number, output: string }} Outcome
 */

/** Every check but the tests, longest first. @type {Check[]} */
const checks = [
  { name: 'imports', args: ['scripts/checks/imports.mjs'] },
  { name: 'unused code', args: ['node_modules/knip/bin/knip.js'] },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'types', args: ['node_modules/typescript-native/bin/tsc', '--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'types of scripts',
    args: ['node_modules/typescript-native/bin/tsc', '--noEmit', '-p', 'scripts/tsconfig.json'],
  },
  { name: 'format', args: ['node_modules/@biomejs/biome/bin/biome', 'format', '.'] },
  { name: 'words', args: ['scripts/checks/words.mjs'] },
];

/**
 * Runs all checks and the unit tests, as many at a time as there are cores.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ failed: string[], counts: import('./vitest.mjs').Counts }>} names of what failed, and the unit
 *   tests' numbers
 */
export async function runChecks(env) {
  /** @type {string[]} */
  const failed = [];
  let counts = sumCounts([]);
  const unitTests = async () => {
    const result = await runUnitTests(env);
    counts = result.counts;
    return result;
  };
  const waiting = [
    { name: 'unit tests', run: unitTests },
    ...checks.map(({ name, args }) => ({ name, run: () => runCaptured(args, env) })),
  ];
  const workOff = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await isPassed(next.name, next.run))) failed.push(next.name);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, workOff));
  return { failed, counts };
}

/**
 * Runs one check, prints its line, and its output when it failed.
 * @param {string} name
 * @param {() => Promise<Outcome>} run
 */
async function isPassed(name, run) {
  const startedMs = Date.now();
  const { exitCode, output } = await run();
  console.log(`${exitCode === 0 ? '   ok' : ' FAIL'} ${name}, ${seconds(Date.now() - startedMs)}`);
  if (exitCode !== 0) console.log(`${output.trim()}\n`);
  return exitCode === 0;
}

/** @param {NodeJS.ProcessEnv} env */
async function runUnitTests(env) {
  let output = '';
  const run = async (/** @type {string[]} */ args) => {
    const outcome = await runCaptured(args, env);
    output = outcome.output;
    return outcome.exitCode;
  };
  return { ...(await countedVitest(['--project', 'unit'], run)), output };
}

/**
 * Runs a script under the pinned Node and keeps what it says.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Outcome>}
 */
function runCaptured(args, env) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, args, { cwd: rootFolder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ exitCode: 1, output: error.message }));
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
