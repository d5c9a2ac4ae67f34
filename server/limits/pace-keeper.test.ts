import { expect, test } from 'vitest';
import { PaceKeeper } from './pace-keeper.ts';

const share = (key: string) => ({ key, limits: { burst: 2, perSecond: 1 } });

test('what costs one share too much is spent of none', () => {
  const keeper = new PaceKeeper();
  expect(keeper.spend([share('room')], 2, 0)).toBe(0);
  expect(keeper.spend([share('member'), share('room')], 1, 0)).toBe(1000);
  expect(keeper.waitMs(share('member'), 2, 0)).toBe(0);
});

test('asking how long one would wait spends nothing', () => {
  const keeper = new PaceKeeper();
  expect(keeper.waitMs(share('room'), 2, 0)).toBe(0);
  expect(keeper.spend([share('room')], 2, 0)).toBe(0);
  expect(keeper.waitMs(share('room'), 1, 500)).toBe(500);
});

test('what is given back may be spent again, and never more than a burst', () => {
  const keeper = new PaceKeeper();
  keeper.spend([share('room')], 2, 0);
  keeper.giveBack([share('room')], 1, 0);
  expect(keeper.spend([share('room')], 1, 0)).toBe(0);
  expect(keeper.waitMs(share('room'), 1, 0)).toBe(1000);
  keeper.giveBack([share('room')], 2, 10_000);
  expect(keeper.spend([share('room')], 2, 10_000)).toBe(0);
  expect(keeper.waitMs(share('room'), 1, 10_000)).toBe(1000);
});

test('permits that have rested are forgotten, and others are not', () => {
  const keeper = new PaceKeeper();
  keeper.spend([share('rested')], 1, 0);
  keeper.spend([share('room')], 2, 59_500);
  expect(keeper.waitMs(share('room'), 1, 60_000)).toBe(500);
  keeper.spend([share('another')], 1, 60_001);
  expect(keeper.waitMs(share('room'), 2, 60_001)).toBe(1499);
  expect(keeper.waitMs(share('rested'), 2, 60_001)).toBe(0);
});

test('what is charged is taken whatever is left, and has to be waited for', () => {
  const keeper = new PaceKeeper();
  keeper.spend([share('room')], 1, 0);
  keeper.charge([share('room')], 3, 0);
  expect(keeper.waitMs(share('room'), 1, 0)).toBe(3000);
});

test('beyond so many keys the longest unused is forgotten', () => {
  const keeper = new PaceKeeper(2);
  for (const key of ['ann', 'bert', 'ann', 'chris']) keeper.spend([share(key)], 1, 0);
  expect(['ann', 'bert', 'chris'].map((key) => keeper.waitMs(share(key), 2, 0))).toEqual([2000, 0, 1000]);
});
