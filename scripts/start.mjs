// `npm start`: hosts. Does what set-up has left to do, then becomes the server under the pinned Node.
import path from 'node:path';
import { setUp } from './setup.mjs';
import { becomeNode } from './setup/pinned-node.mjs';
import { distFolder, rootFolder } from './setup/places.mjs';
import { reportProblems } from './setup/problem.mjs';
import { beginBuildBeside } from './setup/worker-beside.mjs';

/**
 * What keeps an idle host small. The default nursery of the heap grows to 16 MB twice and stays; a server that hands
 * out no media through JavaScript needs a fraction. Compiled code is kept on disk, so that Node's TypeScript reader
 * (20 MB) is loaded only when a file has changed.
 */
const nodeFlags = ['--max-semi-space-size=4'];
const compileCache = path.join(distFolder, 'compile-cache');

await reportProblems(async () => {
  const { workerBin } = await setUp({ tests: false });
  beginBuildBeside(workerBin);
  const server = path.join(rootFolder, 'server/main.ts');
  await becomeNode([...nodeFlags, server, ...process.argv.slice(2)], {
    NODE_COMPILE_CACHE: compileCache,
    ...process.env,
    MEDIASOUP_WORKER_BIN: workerBin,
  });
});
