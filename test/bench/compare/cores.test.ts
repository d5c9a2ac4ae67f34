import { expect, test } from 'vitest';
import { planCores, readCoreList } from './cores.ts';

test('the relay gets the first core that is allowed, and its load comes from the last', () => {
  expect(planCores([2, 3, 5], '/usr/bin/taskset')).toEqual({ relay: 2, generator: 5 });
});

test('on one core, or without taskset, nothing is measured and a sentence says what to do', () => {
  expect(planCores([0], '/usr/bin/taskset')).toEqual({ problem: expect.stringContaining('two cores') });
  expect(planCores([0, 1], undefined)).toEqual({ problem: expect.stringContaining('util-linux') });
});

test("the kernel's list of cores is read with its ranges", () => {
  expect(readCoreList('0-2,5,8-9')).toEqual([0, 1, 2, 5, 8, 9]);
  expect(readCoreList('')).toEqual([]);
});
