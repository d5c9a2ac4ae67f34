import path from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from '../setup/places.mjs';
import { noteLines, notesOf, sumNotes } from './run-notes.mjs';

const because = 'this media worker is not the one that set-up builds';
const leftOut = (fullName) => ({ status: 'skipped', fullName, meta: { leftOutBecause: because } });
const fileOf = (name, tests, durationMs = 0) => ({
  status: 'passed',
  name: path.join(rootFolder, name),
  startTime: 1000,
  endTime: 1000 + durationMs,
  assertionResults: tests,
});

test('tests that say why they are left out are named in one line with the reason, others that are skipped are not', () => {
  const files = [
    fileOf('a.test.ts', [leftOut('S15: first'), { status: 'passed', fullName: 'a', meta: {} }]),
    fileOf('b.test.ts', [leftOut('S19: second'), { status: 'skipped', fullName: 'b' }]),
  ];
  const lines = noteLines({ ...notesOf(files), durations: [] });
  expect(lines).toEqual([`Left out: "S15: first", "S19: second" (${because}).`]);
});

test('a test that passed after it had failed is named, one that failed or passed at once is not', () => {
  const files = [
    fileOf('a.test.ts', [
      { status: 'passed', fullName: 'late', failureMessages: ['first try'] },
      { status: 'failed', fullName: 'never', failureMessages: ['first', 'second'] },
      { status: 'passed', fullName: 'at once', failureMessages: [] },
    ]),
  ];
  expect(noteLines({ ...notesOf(files), failures: [] })).toEqual(['Passed only at a second try: "late".']);
});

test('the ten slowest files of all runs are named, the slowest first', () => {
  const parts = Array.from({ length: 12 }, (_, index) =>
    notesOf([fileOf(`${index}.test.ts`, [], index * 1000)]),
  );
  const [line] = noteLines(sumNotes(parts));
  expect(line).toMatch(
    /^Slowest: 11\.test\.ts 11 s, 10\.test\.ts 10 s, 9\.test\.ts 9\.0 s, .*2\.test\.ts 2\.0 s\.$/,
  );
});

test('nothing is said where there is nothing to say', () => {
  expect(noteLines(notesOf([fileOf('a.test.ts', [{ status: 'passed', fullName: 'a' }])]))).toEqual([]);
});

test('tests and files that failed are named last, each with the first line of its error', () => {
  const failed = (fullName, ...failureMessages) => ({ status: 'failed', fullName, failureMessages });
  const files = [
    fileOf('a.test.ts', [
      failed('a room is kept', 'AssertionError: 1 is not 2\n    at a.test.ts:5', 'Error: again'),
      { status: 'passed', fullName: 'fine' },
      failed('says nothing'),
    ]),
    { ...fileOf('b.test.ts', []), status: 'failed', message: '\nSyntaxError: no such export\nat b' },
    {
      ...fileOf('c.test.ts', [failed('x', 'Error: x')]),
      status: 'failed',
      message: 'Error: the server hangs',
    },
    fileOf('d.test.ts', [{ status: 'passed', fullName: 'slow', failureMessages: ['first try'] }]),
  ];
  expect(noteLines(sumNotes([notesOf(files)])).slice(-6)).toEqual([
    'Passed only at a second try: "slow".',
    'FAIL a.test.ts > a room is kept: AssertionError: 1 is not 2',
    'FAIL a.test.ts > says nothing: no reason was reported',
    'FAIL b.test.ts: SyntaxError: no such export',
    'FAIL c.test.ts: Error: the server hangs',
    'FAIL c.test.ts > x: Error: x',
  ]);
});
