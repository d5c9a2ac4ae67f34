// `npm test`: set-up, every check, and every test; `npm test -- FILE` runs vitest on that file alone. `npm run test:nightly`: the
// tests that wait for the night, all of them or FILE's.
import { runChecks } from './checks/run-checks.mjs';
import { noteLines } from './checks/run-notes.mjs';
import { countedVitest, sumCounts } from './checks/vitest.mjs';
import { setUp } from './setup.mjs';
import { runNode } from './setup/pinned-node.mjs';
import { reportProblems } from './setup/problem.mjs';

const projects = ['integration', 'alone', 'e2e', 'e2e-alone'];

/**
 * @param {string[]} args vitest's, from the command line
 * @param {NodeJS.ProcessEnv} env
 */
async function runTests(args, env) {
  const isWhole = args.length === 0;
  const checked = isWhole ? await runChecks(env) : { failed: [], counts: null };
  const runs = isWhole
    ? projects.map((project) => ({ name: `${project} tests`, args: ['--project', project] }))
    : [{ name: 'tests', args }];
  const failed = [...checked.failed];
  const counts = checked.counts ? [checked.counts] : [];
  for (const run of runs) {
    const result = await countedVitest(run.args, (nodeArgs) => runNode(nodeArgs, env));
    counts.push(result.counts);
    if (result.exitCode !== 0) failed.push(run.name);
  }
  const total = sumCounts(counts);
  // A test that is left out proves nothing; naming a file or a title leaves out the rest on purpose.
  if (isWhole && total.skipped > 0) failed.push(`${total.skipped} tests that were skipped`);
  return { failed, total };
}

await reportProblems(async () => {
  const [first, ...rest] = process.argv.slice(2);
  const nightly = first === '--nightly';
  const { workerBin } = await setUp({ tests: true, nightly });
  const env = { ...process.env, MEDIASOUP_WORKER_BIN: workerBin };
  const { failed, total } = await runTests(
    nightly ? ['--project', 'nightly', ...rest] : process.argv.slice(2),
    env,
  );
  if (failed.length > 0) {
    console.log(`\nFailed: ${failed.join(', ')}.`);
    process.exitCode = 1;
  }
  for (const line of noteLines(total)) console.log(line);
  console.log(`${total.passed} passed, ${total.failed} failed`);
});
