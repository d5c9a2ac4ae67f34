import { expect, test } from 'vitest';
import { lookAtProcess, readProcessStat } from './process-look.ts';

test('state and processor time are read behind a name that holds spaces and brackets', () => {
  const stat = '42 (a b) c (d)) T 1 42 42 0 -1 4194304 1 2 3 4 17 5 0 0 20 0 1 0 100 0 0';
  expect(readProcessStat(stat)).toEqual({ state: 'T', usedTicks: 22 });
});

test('this process runs and has used a processor', () => {
  const look = lookAtProcess(process.pid);
  expect(look?.state).toMatch(/^[RSD]$/);
  expect(look?.usedTicks).toBeGreaterThan(0);
});

test('of a process that there is not nothing is told', () => {
  expect(lookAtProcess(2 ** 30)).toBeUndefined();
});
