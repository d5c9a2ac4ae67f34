import { expect, test } from 'vitest';
import { isReachable, planMove } from './plan-move.ts';

const loopback = '127.0.0.1';

const [first, vpn, other] = ['10.0.0.7', '10.8.0.2', '10.0.0.9'];

test.each([
  ['stays while nothing has changed', [first, loopback], [], [first, loopback], 3, 'stay'],
  ['stays when an address has gone', [first, other, loopback], [], [other, loopback], 3, 'stay'],
  ['is replaced for a new address while it has no rooms', [loopback], [], [first, loopback], 0, 'replace'],
  ['listens on an address that has come in the middle of a call', [first], [], [first, vpn], 1, 'add'],
  ['stays once it does', [first], [vpn], [first, vpn], 1, 'stay'],
  ['listens on the next one too', [first], [vpn], [first, vpn, other], 1, 'add'],
  [
    'is replaced when its calls are over, for one that offers all',
    [first],
    [vpn],
    [first, vpn],
    0,
    'replace',
  ],
  [
    'keeps its calls where those that were added are left',
    [first, loopback],
    [vpn],
    [vpn, loopback],
    2,
    'stay',
  ],
  [
    'is replaced, calls and all, when no client reaches it',
    [first, loopback],
    [],
    [other, loopback],
    5,
    'replace',
  ],
] as const)('X6: a worker %s', (_what, listens, added, current, rooms, plan) => {
  expect(planMove({ listens, added, current, rooms })).toBe(plan);
});

test('X6: loopback counts where the machine has nothing else', () => {
  expect(isReachable([loopback], [loopback])).toBe(true);
  expect(isReachable([loopback], ['10.0.0.7', loopback])).toBe(false);
  expect(isReachable(['10.0.0.7'], [])).toBe(false);
});
