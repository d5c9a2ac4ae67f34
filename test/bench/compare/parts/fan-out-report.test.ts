import { expect, test } from 'vitest';
import { verdictOf } from '../goals.ts';
import { summarize } from '../rounds.ts';
import { fanOutTables, judgeFanOut } from './fan-out-report.ts';
import type { FanOutSample } from './fan-out-stage.ts';

const sample = (relay: string, point: number, figure: number, loss = 0): FanOutSample => ({
  relay,
  point,
  figure,
  loss,
  round: 1,
  ...(relay === 'Plenum' && { signallingWakeUps: 12 }),
});

const samples = [
  sample('Plenum', 50, 5),
  sample('bare worker', 50, 4.9),
  sample('Janus', 50, 15),
  sample('Plenum', 100, 5),
  sample('bare worker', 100, 4, 0.5),
  sample('Janus, 2 loops', 100, 8),
];

test('each goal is judged at 50 and at 100 receivers, and not where one side has no valid round', () => {
  const judged = judgeFanOut(summarize(samples)).map((judgement) => [
    judgement.goal,
    judgement.figure?.toFixed(2),
    verdictOf(judgement),
  ]);
  expect(judged).toEqual([
    ['P1', '0.33', 'met'],
    ['P1', undefined, 'not measured'],
    ['P2', '1.02', 'met'],
    ['P1', undefined, 'not measured'],
    ['P1', '0.63', 'missed'],
    ['P2', undefined, 'not measured'],
  ]);
});

test('the table shows the growth, void points as such, and how often the signalling woke', () => {
  const [costs, wakeUps] = fanOutTables(summarize(samples), samples);
  expect(costs?.rows).toContainEqual(['Plenum', '5.00 (5.00 to 5.00)', '5.00 (5.00 to 5.00)']);
  expect(costs?.rows).toContainEqual(['bare worker', '4.90 (4.90 to 4.90)', 'void']);
  expect(costs?.rows).toContainEqual(['Janus', '15.00 (15.00 to 15.00)', '']);
  expect(wakeUps?.rows).toEqual([['Plenum', '12.00', '12.00']]);
});
