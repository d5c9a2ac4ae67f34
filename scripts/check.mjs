// `npm run check`: types, lint, format, the import table, unused code and the unit tests, in under 90 seconds.
import { runChecks } from './checks/run-checks.mjs';
import { setUp } from './setup.mjs';
import { reportProblems } from './setup/problem.mjs';

await reportProblems(async () => {
  const { workerBin } = await setUp({ tests: false });
  const { failed } = await runChecks({ ...process.env, MEDIASOUP_WORKER_BIN: workerBin });
  if (failed.length > 0) process.exitCode = 1;
});
