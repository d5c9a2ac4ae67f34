// `npm start`: hosts. Does what set-up has left to do, then becomes the server under the pinned Node.
import path from 'node:path';
import { setUp } from './setup.mjs';
import { becomeNode } from './setup/pinned-node.mjs';
import { rootFolder } from './setup/places.mjs';
import { reportProblems } from './setup/problem.mjs';

await reportProblems(async () => {
  const { workerBin } = await setUp({ tests: false });
  const server = path.join(rootFolder, 'server/main.ts');
  await becomeNode([server, ...process.argv.slice(2)], { ...process.env, MEDIASOUP_WORKER_BIN: workerBin });
});
