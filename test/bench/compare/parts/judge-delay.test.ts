import { expect, test } from 'vitest';
import { verdictOf } from '../goals.ts';
import { summarize } from '../rounds.ts';
import { judgeDelay } from './judge-delay.ts';

const judge = (p99s: Readonly<Record<string, number>>) =>
  judgeDelay(
    summarize(
      Object.entries(p99s).map(([relay, figure]) => ({ relay, figure, point: 10, round: 1, loss: 0 })),
    ),
    'kernel',
  );

test("the delay is judged by what it is longer than the kernel's, and against each Janus", () => {
  const judged = judge({ Plenum: 2, kernel: 0.5, Janus: 5, 'Janus, 2 loops': 3 });
  expect(judged.map(({ figure }) => figure?.toFixed(2))).toEqual(['1.50', '0.40', '0.67']);
  expect(judged.map(verdictOf)).toEqual(['missed', 'met', 'missed']);
});

test('without one of the two sides there is no verdict', () => {
  expect(judge({ Plenum: 2 }).map(verdictOf)).toEqual(['not measured', 'not measured', 'not measured']);
});
