import { expect, test } from 'vitest';
import { SignInProgress } from './sign-in-progress.ts';

function progressOf(people: number, count: number, eachMs: number): string {
  const progress = new SignInProgress(people, 0);
  for (let done = 1; done <= count; done += 1) progress.note(done * eachMs);
  return progress.describe();
}

test('the time that is left follows from the pace so far', () => {
  expect(progressOf(20_000, 2000, 30)).toBe('signed in 2000/20000, about 9 min more');
  expect(progressOf(20_000, 18_000, 30)).toBe('signed in 18000/20000, about 60 s more');
});

test('a few say nothing about the others, and the last one leaves nothing to wait for', () => {
  expect(progressOf(20_000, 19, 30)).toBe('signed in 19/20000');
  expect(progressOf(100, 100, 30)).toBe('signed in 100/100');
});
