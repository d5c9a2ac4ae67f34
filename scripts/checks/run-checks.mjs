// Runs the checks side by side and prints a line for each; used by `npm run check` and `npm test`.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { pinnedNode, rootFolder } from '../setup/places.mjs';
import { seconds } from '../setup/progress.mjs';
import { countedVitest } from './vitest.mjs';

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
];

/**
 * Runs all checks and the unit tests.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ failed: string[], counts: import('./vitest.mjs').Counts }>} names of what failed, and the unit
 *   tests' numbers
 */
export async function runChecks(env) {
  /** @type {string[]} */
  const failed = [];
  /** @type {import('./vitest.mjs').Counts[]} */
  const unit = [];
  const queue = [
    {
      name: 'unit tests',
      work: async () => {
        let output = '';
        const { counts, exitCode } = await countedVitest(['--project', 'unit'], async (args) => {
          const outcome = await runCaptured(args, env);
          output = outcome.output;
          return outcome.exitCode;
        });
        unit.push(counts);
        return { exitCode, output };
      },
    },
    ...checks.map(({ name, args }) => ({ name, work: () => runCaptured(args, env) })),
  ];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const startedMs = Date.now();
      const { exitCode, output } = await next.work();
      console.log(`${exitCode === 0 ? '   ok' : ' FAIL'} ${next.name}, ${seconds(Date.now() - startedMs)}`);
      if (exitCode !== 0) {
        failed.push(next.name);
        console.log(`${output.trim()}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return { failed, counts: unit[0] ?? { passed: 0, failed: 1, skipped: 0 } };
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
