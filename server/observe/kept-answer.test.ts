import { expect, test } from 'vitest';
import { keepAnswer } from './kept-answer.ts';

test('S16: however many ask within the time, it is found out once', async () => {
  let found = 0;
  let nowMs = 0;
  const ask = keepAnswer(
    async () => (found += 1),
    1000,
    () => nowMs,
  );
  expect(await Promise.all(Array.from({ length: 100 }, ask))).toEqual(Array.from({ length: 100 }, () => 1));
  nowMs = 999;
  expect(await ask()).toBe(1);
  nowMs = 1000;
  expect(await ask()).toBe(2);
});

test('S2: a caller that asks while it is being found out waits for that, however long it takes', async () => {
  let nowMs = 0;
  let found = 0;
  const answers: (() => void)[] = [];
  const ask = keepAnswer(
    () => new Promise<number>((resolve) => answers.push(() => resolve((found += 1)))),
    1000,
    () => nowMs,
  );
  const first = ask();
  nowMs = 5000;
  const second = ask();
  expect(answers).toHaveLength(1);
  answers[0]?.();
  expect([await first, await second]).toEqual([1, 1]);
});

test('a failure is told to those who asked, and not kept', async () => {
  let fails = true;
  const ask = keepAnswer(
    async () => {
      if (fails) throw new Error('not now');
      return 'there';
    },
    1000,
    () => 0,
  );
  await expect(ask()).rejects.toThrow('not now');
  fails = false;
  expect(await ask()).toBe('there');
});
