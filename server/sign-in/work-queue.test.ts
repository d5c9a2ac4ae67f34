import { expect, test } from 'vitest';
import { WorkQueue } from './work-queue.ts';

/** Work that ends when it is told to. */
function makeJobs(queue: WorkQueue): {
  start: (name: string) => Promise<string>;
  started: string[];
  finish: (name: string) => void;
} {
  const started: string[] = [];
  const finishers = new Map<string, () => void>();
  return {
    started,
    start: (name) =>
      queue.run(async () => {
        started.push(name);
        await new Promise<void>((resolve) => finishers.set(name, resolve));
        return name;
      }),
    finish: (name) => finishers.get(name)?.(),
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('two run at once, and the others follow in the order in which they came', async () => {
  const jobs = makeJobs(new WorkQueue({ running: 2, waiting: 9, retryAfterMs: 1 }));
  const results = ['a', 'b', 'c', 'd'].map((name) => jobs.start(name));
  await turn();
  expect(jobs.started).toEqual(['a', 'b']);
  jobs.finish('b');
  await turn();
  expect(jobs.started).toEqual(['a', 'b', 'c']);
  for (const name of ['a', 'c']) jobs.finish(name);
  await turn();
  jobs.finish('d');
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
});

test('what finds the queue full is refused with the time to wait, and does not run', async () => {
  const queue = new WorkQueue({ running: 1, waiting: 1, retryAfterMs: 4000 });
  const jobs = makeJobs(queue);
  const kept = [jobs.start('a'), jobs.start('b')];
  await expect(jobs.start('c')).rejects.toMatchObject({ code: 'too-often', details: { retryAfterMs: 4000 } });
  expect(() => queue.requirePlace()).toThrow('too-often');
  jobs.finish('a');
  await turn();
  jobs.finish('b');
  await Promise.all(kept);
  expect(jobs.started).toEqual(['a', 'b']);
});

test('work that fails gives its place to the next', async () => {
  const queue = new WorkQueue({ running: 1, waiting: 1, retryAfterMs: 1 });
  const failing = queue.run(async () => {
    throw new Error('broken');
  });
  const next = queue.run(async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
  expect(await queue.run(async () => 'again')).toBe('again');
});
