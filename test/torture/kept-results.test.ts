import { expect, test } from 'vitest';
import { type KeptResult, mergeResults } from './kept-results.ts';
import { reliabilityPage } from './report.ts';
import { readOptions, tortureHelp } from './torture-options.ts';
import type { TortureTest } from './torture-test.ts';

function resultOf(id: string, measured: string, pass = true): KeptResult {
  const machine = '2 cores of a processor';
  return {
    id,
    promised: 'exits <= 0',
    measured,
    worst: measured,
    pass,
    date: '2026-11-27',
    machine,
    repeats: 20,
    minutes: 4.2,
  };
}

function testOf(id: string): TortureTest {
  return { id, sentence: `Does ${id}.`, longMinutes: 30, run: async () => [] };
}

const tests = ['worker-kill', 'drain', 'oversize'].map(testOf);
const ids = tests.map(({ id }) => id);

test('a part that was run again takes the place of its older figures, and the others stay', () => {
  const kept = [
    resultOf('worker-kill', 'exits 0'),
    resultOf('oversize', 'exits 1', false),
    resultOf('gone', 'exits 0'),
  ];
  const merged = mergeResults(kept, resultOf('oversize', 'exits 0'), ids);
  expect(merged.map(({ id, measured }) => [id, measured])).toEqual([
    ['worker-kill', 'exits 0'],
    ['oversize', 'exits 0'],
  ]);
  expect(mergeResults(merged, resultOf('drain', 'exits 0'), ids).map(({ id }) => id)).toEqual(ids);
});

test('the page shows when each part was run, what was missed, and what was never run', () => {
  const page = reliabilityPage(
    [resultOf('worker-kill', 'exits 3', false), resultOf('drain', 'exits 0')],
    tests,
  );
  expect(page).toContain('## worker-kill: missed\n');
  expect(page).toContain('| exits <= 0 | exits 3 | exits 3 |');
  expect(page).toContain('Run on 2026-11-27 with 20 repeats, in 4 min, on 2 cores of a processor.');
  expect(page).toContain('## drain: held\n');
  expect(page).toContain('## oversize: not yet run\n');
});

test('a long run goes on with what remains', () => {
  const kept = [resultOf('drain', 'exits 0')];
  const left = readOptions(['--remaining'], tests, kept);
  expect(left?.tests.map(({ id }) => id)).toEqual(['worker-kill', 'oversize']);
  expect(left).toMatchObject({ form: 'long', repeats: 20 });
  expect(readOptions([], tests, kept)?.tests).toHaveLength(3);
  expect(readOptions(['--long', '--only', 'drain'], tests, kept)?.tests.map(({ id }) => id)).toEqual([
    'drain',
  ]);
});

test('everything takes its time, single tests are short, unless the other is asked for', () => {
  const formOf = (...args: string[]) => readOptions(args, tests, [])?.form;
  expect(formOf()).toBe('long');
  expect(formOf('--short')).toBe('short');
  expect(formOf('--only', 'drain')).toBe('short');
  expect(formOf('--only', 'drain', '--long')).toBe('long');
});

test('a wrong argument is named in a sentence', () => {
  const read =
    (...args: string[]) =>
    () =>
      readOptions(args, tests, []);
  expect(read('--only', 'worker-kil')).toThrow('There is no torture test "worker-kil"; --help lists them.');
  expect(read('--repeats', '0')).toThrow('--repeats must be a whole number from 1 on.');
  expect(read('--seed', 'x')).toThrow('--seed must be a whole number.');
  expect(read('--long', '--short')).toThrow('--long and --short are opposites: say one of them.');
  expect(read('--remaining', '--short')).toThrow('--remaining goes on with a long run: say --long as well.');
});

test('the help says what each test does and how long the long form of it and of all takes', () => {
  expect(tortureHelp(tests)).toContain('Does drain. (long: about 30 min)');
  expect(tortureHelp(tests)).toContain('about 1.5 h on two cores');
  expect(readOptions(['--help'], tests, [])).toBeUndefined();
});
