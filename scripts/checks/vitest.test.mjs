import { expect, test } from 'vitest';
import { countsOf, sumCounts } from './vitest.mjs';

const noNotes = { leftOut: [], secondTries: [], durations: [] };

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
  expect(countsOf(report(numbers), 1)).toEqual({ passed: 5, failed: 2, skipped: 2, ...noNotes });
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
  expect(countsOf(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0, ...noNotes });
  expect(countsOf(report({ numPassedTests: 3 }), 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
    ...noNotes,
  });
});

test('several runs are added up', () => {
  const out = { title: 'a limit holds', because: 'no worker of our own' };
  const one = { passed: 1, failed: 2, skipped: 3, ...noNotes, leftOut: [out] };
  expect(sumCounts([one, one])).toEqual({
    passed: 2,
    failed: 4,
    skipped: 6,
    ...noNotes,
    leftOut: [out, out],
  });
});
