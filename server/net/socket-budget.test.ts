import { expect, test } from 'vitest';
import { refusalsMax, socketPaces } from '../../protocol/limits.ts';
import { SocketBudget } from './socket-budget.ts';

/** How many frames of a size are let through at one moment. */
function letThrough(budget: SocketBudget, bytes: number): number {
  let count = 0;
  while (budget.takeFrame(bytes, 0)) count += 1;
  return count;
}

test('S9: a socket may send so many frames and so many bytes, whichever is reached first', () => {
  expect(letThrough(new SocketBudget(1), 1)).toBe(socketPaces.frames.burst);
  expect(letThrough(new SocketBudget(1), 64 * 1024)).toBe(32);
  expect(letThrough(new SocketBudget(10), 64 * 1024)).toBe(320);
});

test('S9: a hand that draws and a window that follows a full room are let through for an hour', () => {
  const budget = new SocketBudget(1);
  for (let ms = 0; ms < 3_600_000; ms += 50) {
    expect(budget.takeFrame(1500, ms)).toBe(true);
    expect(budget.takeFrame(100, ms)).toBe(true);
  }
});

test('S9: two hundred refusals within ten seconds end a socket, as many in a longer time do not', () => {
  const refuse = (everyMs: number): boolean => {
    const budget = new SocketBudget(1);
    return Array.from({ length: 1000 }, (_, index) => budget.countRefusal(index * everyMs)).every(Boolean);
  };
  expect(refuse(1)).toBe(false);
  expect(refuse((1000 * refusalsMax.seconds) / refusalsMax.count - 1)).toBe(false);
  expect(refuse((1000 * refusalsMax.seconds) / refusalsMax.count + 1)).toBe(true);
});
