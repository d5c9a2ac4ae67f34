import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDelayQueue } from './delay-queue.ts';

test('things are done in the order in which they are due, never early, and those due together as they were added', async () => {
  const line = createDelayQueue();
  const startMs = performance.now();
  const done: { name: string; afterMs: number }[] = [];
  const add = (name: string, dueMs: number) =>
    line.add(startMs + dueMs, () => done.push({ name, afterMs: performance.now() - startMs - dueMs }));
  add('third', 60);
  add('first', 20);
  add('second', 40);
  add('fourth', 60);
  await expect.poll(() => done.map(({ name }) => name)).toEqual(['first', 'second', 'third', 'fourth']);
  for (const { afterMs } of done) expect(afterMs).toBeGreaterThan(-1);
});

test('what is due already is done at once', () => {
  let isDone = false;
  createDelayQueue().add(performance.now() - 1, () => (isDone = true));
  expect(isDone).toBe(true);
});

test('what is due already waits for what was due before it', async () => {
  const line = createDelayQueue();
  const done: string[] = [];
  const nowMs = performance.now();
  line.add(nowMs + 5, () => done.push('first'));
  const endMs = nowMs + 20;
  while (performance.now() < endMs);
  line.add(nowMs + 10, () => done.push('second'));
  await sleep(10);
  expect(done).toEqual(['first', 'second']);
});
