// How the tests run: `unit` sits beside the code; `integration`, `alone`, `e2e`, `e2e-alone` and `nightly` use a real server, database and
// browser. None has a second try: what needs one is a fault of a test or of the product.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Most tests start the program, many of them often. `npm start` keeps what Node has compiled in the same place.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'dist/compile-cache');

/** How long a test looks for what must come by itself: a slow machine takes a second for what takes 50 ms elsewhere. */
const expect = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{protocol,codecs,rooms,messages,sql,server,client,peers,load,scripts,test/{media,netlab,bench,torture}}/**/*.test.{ts,mjs}',
          ],
          // They run beside the other checks on as little as two cores, which are theirs alone once the checks are done.
          testTimeout: 60_000,
          maxWorkers: Math.max(2, availableParallelism() - 1),
          // One process for many files: loading what they import anew for each file costs twice the tests themselves.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          // They wait more than they compute: twice as many files at a time as the smallest machine has cores.
          include: ['test/integration/**/*.test.ts'],
          expect,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 4,
        },
      },
      {
        test: {
          name: 'alone',
          // They measure time: one file at a time, and nothing beside them.
          include: ['test/alone/**/*.test.ts'],
          expect,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          // Browsers wait for networks and for people: two files at a time.
          include: ['test/e2e/**/*.test.ts', 'test/electron/*.e2e.ts'],
          expect,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e-alone',
          // They compare sound and count pictures as they come, in real time: one file at a time, and nothing beside them.
          include: ['test/e2e-alone/*.test.ts'],
          expect,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'nightly',
          // What takes long or needs more than a developer's machine has: `npm run test:nightly`.
          include: ['test/nightly/**/*.test.ts'],
          expect: { poll: { timeout: 60_000 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
