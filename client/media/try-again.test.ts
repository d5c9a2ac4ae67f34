import { expect, test } from 'vitest';
import { onceUnlessFailed, tryUntilDone } from './try-again.ts';

test('B5: what failed is tried until it is done, and each failure is told', async () => {
  const failures: unknown[] = [];
  const waits: number[] = [];
  let tries = 0;
  const done = await tryUntilDone(
    async () => {
      tries += 1;
      if (tries < 4) throw new Error(`try ${tries}`);
      return 'module';
    },
    { onFailed: (error) => failures.push(error), wait: async (attempt) => void waits.push(attempt) },
  );
  expect(done).toBe('module');
  expect(failures.map(String)).toEqual(['Error: try 1', 'Error: try 2', 'Error: try 3']);
  expect(waits).toEqual([0, 1, 2]);
});

test('B5: a failure is not kept, a success is', async () => {
  let tries = 0;
  const load = onceUnlessFailed(async () => {
    tries += 1;
    if (tries === 1) throw new Error('no connection');
    return tries;
  });
  await expect(Promise.all([load(), load()])).rejects.toThrow('no connection');
  expect(tries).toBe(1);
  expect([await load(), await load()]).toEqual([2, 2]);
});
