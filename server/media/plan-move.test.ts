import { expect, test } from 'vitest';
import { isReachable, planMove } from './plan-move.ts';

const loopback = '127.0.0.1';

test.each([
  ['stays while nothing has changed', ['10.0.0.7', loopback], ['10.0.0.7', loopback], 3, 'stay'],
  ['stays when an address has gone', ['10.0.0.7', '10.0.0.8', loopback], ['10.0.0.8', loopback], 3, 'stay'],
  ['is replaced for a new address while it has no rooms', [loopback], ['10.0.0.7', loopback], 0, 'replace'],
  ['keeps its calls when an address has come', ['10.0.0.7'], ['10.0.0.7', '10.8.0.2'], 1, 'wait'],
  [
    'is replaced, calls and all, when nobody reaches it',
    ['10.0.0.7', loopback],
    ['10.0.0.9', loopback],
    5,
    'replace',
  ],
] as const)('X6: a worker %s', (_what, listens, current, rooms, plan) => {
  expect(planMove({ listens, current, rooms })).toBe(plan);
});

test('X6: loopback counts where the machine has nothing else', () => {
  expect(isReachable([loopback], [loopback])).toBe(true);
  expect(isReachable([loopback], ['10.0.0.7', loopback])).toBe(false);
  expect(isReachable(['10.0.0.7'], [])).toBe(false);
});
