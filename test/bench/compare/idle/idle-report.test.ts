import { expect, test } from 'vitest';
import { verdictOf } from '../goals.ts';
import { describeIdle, type IdlePoint } from './idle-report.ts';

const filesMax = 1_048_576;

/** A server whose sockets take so many bytes each. */
function pointAt(count: number, bytesEach: number, held = count): IdlePoint {
  const heapBytes = 30e6 + held * bytesEach;
  return { count, held, heapBytes, residentBytes: 2 * heapBytes, cpuShare: 0.1, loopP99Ms: 12 };
}

const limits = { wanted: 20_000, filesMax, elsewhere: 0 };

function verdicts(points: readonly IdlePoint[], its = limits): string[] {
  return describeIdle(points, its).judgements.map(verdictOf);
}

test('sockets that are held and cost always the same meet both goals', () => {
  const points = [100, 1000, 10_000, 20_000].map((count) => pointAt(count, 5000));
  expect(verdicts(points)).toEqual(['met', 'met']);
  const { tables, notes } = describeIdle(points, limits);
  expect(tables[0]?.rows.at(-1)).toEqual(['20000', '5.00 kB', '10.0 kB', '10.0 % of a core', '12.0 ms']);
  expect(notes).toEqual([]);
});

test('sockets that cost more and more miss theirs', () => {
  expect(verdicts([pointAt(100, 4000), pointAt(10_000, 4000), pointAt(20_000, 4800)])[1]).toBe('missed');
});

test('sockets that were lost are no sockets that were held', () => {
  expect(verdicts([pointAt(100, 5000), pointAt(20_000, 5000, 19_000)])[0]).toBe('missed');
});

test('what one process may not have open counts when another on the machine holds it, and the report says so', () => {
  const points = [pointAt(100, 5000), pointAt(10_000, 5000), pointAt(19_800, 5000)];
  const few = { ...limits, filesMax: 20_000, elsewhere: 200 };
  expect(verdicts(points, few)[0]).toBe('met');
  expect(verdicts(points, { ...few, elsewhere: 199 })[0]).toBe('missed');
  const [note] = describeIdle(points, few).notes;
  expect(note).toContain('the server was given 19800 sockets instead of 20000');
  expect(note).toContain('held 200 at the same time');
});

test('a short comparison says nothing about twenty thousand', () => {
  const points = [pointAt(100, 5000), pointAt(1000, 5000)];
  expect(verdicts(points, { ...limits, wanted: 1000 })[0]).toBe('not measured');
});
