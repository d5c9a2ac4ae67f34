// `node scripts/run.mjs FILE.ts arguments...`: runs one of the project's TypeScript files under the pinned Node.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setUp } from './setup.mjs';
import { becomeNode } from './setup/pinned-node.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';

await reportProblems(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file || !existsSync(file)) {
    throw new Problem(`run.mjs needs the TypeScript file to run, and ${file ?? 'none'} is not there.`);
  }
  const { workerBin } = await setUp({ tests: false });
  await becomeNode([path.resolve(file), ...args], { ...process.env, MEDIASOUP_WORKER_BIN: workerBin });
});
