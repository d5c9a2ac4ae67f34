import { expect, test } from 'vitest';
import type { PartResult } from './part.ts';
import { reportText } from './report.ts';

const part = { id: 'fan-out', sentence: 'One sends, many receive.' };
const result: PartResult = {
  traffic: 'Sent were packets.',
  tables: [{ head: ['relay', 'us'], rows: [['Plenum', '5.10']] }],
  judgements: [
    { goal: 'P2', what: 'cost', figure: 1.234, limit: 1.03, unit: 'x', wanted: 'at most' },
    {
      goal: 'P1',
      what: 'cost',
      figure: undefined,
      limit: 0.5,
      unit: 'x',
      wanted: 'at most',
      why: 'no Janus',
    },
  ],
  notes: ['Round 2 of Plenum at 50 receivers is void.'],
  data: {},
};

test('a report has what was sent, the tables, the notes, every goal with its verdict, and who was left out', () => {
  expect(reportText([{ part, result }], ['Janus is missing: install the package janus.'])).toBe(
    [
      '### fan-out',
      'One sends, many receive. Sent were packets.',
      '| relay | us |\n| --- | --- |\n| Plenum | 5.10 |',
      'Round 2 of Plenum at 50 receivers is void.',
      '### Goals',
      [
        '| goal | what | figure | limit |  |',
        '| --- | --- | --- | --- | --- |',
        '| P2 | cost | 1.23 x | <= 1.03 x | **missed** |',
        '| P1 | cost | no Janus | <= 0.5 x | **not measured** |',
      ].join('\n'),
      'Left out: Janus is missing: install the package janus.',
    ].join('\n\n'),
  );
});

test('a part that could not be measured says why, and judges nothing', () => {
  const text = reportText([{ part, result: 'the bare worker did not start.' }], []);
  expect(text).toBe('### fan-out\n\nOne sends, many receive. Not measured: the bare worker did not start.');
});
