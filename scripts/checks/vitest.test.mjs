import { expect, test } from 'vitest';
import { countsOf, sumCounts } from './vitest.mjs';

const noNotes = { leftOut: [], secondTries: [], durations: [], failures: [] };

const report = (numbers, testResults = []) => ({
  numPassedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  ...numbers,
});

const failedTest = (fullName, error) => ({ status: 'failed', fullName, failureMessages: [error] });

test('passed, failed and skipped tests are counted', () => {
  const numbers = { numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 };
  const files = [{ status: 'failed', assertionResults: [failedTest('one', 'a'), failedTest('two', 'b')] }];
  expect(countsOf(report(numbers, files), 1, 'vitest')).toMatchObject({ passed: 5, failed: 2, skipped: 2 });
});

test('a file that breaks before its first test counts as a failure', () => {
  const files = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(countsOf(report({ numPassedTests: 1 }, files), 1, 'vitest').failed).toBe(2);
});

test('a run without a report, and one that fails without a failed test, count as a failure of that name', () => {
  const run = 'vitest --project alone';
  const without = [{ name: run, why: 'ended with 1 and without a report' }];
  expect(countsOf(null, 1, run)).toEqual({ passed: 0, failed: 1, skipped: 0, ...noNotes, failures: without });
  const untold = [{ name: run, why: 'ended with 1, though no test failed' }];
  const counts = countsOf(report({ numPassedTests: 3 }), 1, run);
  expect(counts).toEqual({ passed: 3, failed: 1, skipped: 0, ...noNotes, failures: untold });
  expect(countsOf(report({ numPassedTests: 3 }), 0, run).failed).toBe(0);
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
