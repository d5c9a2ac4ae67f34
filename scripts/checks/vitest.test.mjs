import { expect, test } from 'vitest';
import { countsOf, leftOutLine, sumCounts } from './vitest.mjs';

const report = (numbers, testResults = []) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  ...numbers,
});

test('passed, failed and skipped tests are counted', () => {
  const numbers = { numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
  expect(countsOf(report(numbers), 1)).toEqual({ passed: 5, failed: 2, skipped: 2, leftOut: [] });
});

test('a file that breaks before its first test counts as a failure', () => {
  const files = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(countsOf(report({ numPassedTests: 1, numFailedTests: 1 }, files), 1).failed).toBe(2);
});

test('a run without a report, and one that fails without a failed test, count as a failure', () => {
  expect(countsOf(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0, leftOut: [] });
  expect(countsOf(report({ numPassedTests: 3 }), 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
    leftOut: [],
  });
});

test('several runs are added up', () => {
  const out = { title: 'a limit holds', because: 'no worker of our own' };
  const one = { passed: 1, failed: 2, skipped: 3, leftOut: [out] };
  expect(sumCounts([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6, leftOut: [out, out] });
});

test('tests that say why they are left out are named in one line with the reason, others that are skipped are not', () => {
  const because = 'this media worker is not the one that set-up builds';
  const leftOut = (fullName) => ({ status: 'skipped', fullName, meta: { leftOutBecause: because } });
  const files = [
    {
      status: 'passed',
      assertionResults: [leftOut('S15: first'), { status: 'passed', fullName: 'a', meta: {} }],
    },
    { status: 'passed', assertionResults: [leftOut('S19: second'), { status: 'skipped', fullName: 'b' }] },
  ];
  const counts = countsOf(report({ numPassedTests: 1, numPendingTests: 3 }, files), 0);
  expect(leftOutLine(counts.leftOut)).toBe(`Left out: "S15: first", "S19: second" (${because}).`);
  expect(leftOutLine([])).toBe('');
});
