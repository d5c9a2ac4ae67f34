// `npm run check`: types, lint, format, the import table, unused code and the unit tests, in under 90 seconds.
import { runChecks } from './checks/run-checks.mjs';
import { noteLines } from './checks/run-notes.mjs';
import { setUp } from './setup.mjs';
import { reportProblems } from './setup/problem.mjs';

await reportProblems(async () => {
  // The unit tests of the Speex package compare with the system's own codec, which is one of the tests' packages.
  const { workerBin } = await setUp({ tests: true });
  const { failed, counts } = await runChecks({ ...process.env, MEDIASOUP_WORKER_BIN: workerBin });
  for (const line of noteLines(counts)) console.log(line);
  if (failed.length > 0) process.exitCode = 1;
});
