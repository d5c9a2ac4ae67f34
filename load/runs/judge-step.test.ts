import { describe, expect, test } from 'vitest';
import { emptyTally } from '../measure/tally.ts';
import { type JudgedStep, judgeStep } from './judge-step.ts';
import { calm } from './fake-moment.ts';
import type { Moment } from './measure.ts';

const thresholds = { maxLoss: 0.001, maxP99: 20 };
const lossy: Moment = { ...calm, lossRatio: 0.02 };
const slow: Moment = { ...calm, p99Ms: 90 };
const spoiled: Moment = { ...calm, lossRatio: 0.5, p99Ms: 400, isSound: false };

function step(moments: readonly Moment[], rest: Partial<JudgedStep> = {}) {
  const facts = { rooms: 8, planned: 32, joined: 32, refusals: [], tally: emptyTally(), headRoom: 3 };
  return judgeStep({ ...facts, moments, ...rest }, thresholds);
}

describe('a step of the search', () => {
  test('is good in spite of some bad seconds', () => {
    expect(step([calm, lossy, calm, slow, calm])).toMatchObject({
      isGood: true,
      lossRatio: 0,
      p99Ms: 4,
    });
  });

  test.each([
    ['lost something', [lossy, lossy, calm], '2.00 % were lost'],
    ['were slow', [slow, calm, slow, slow], 'longer than 90.0 ms'],
  ])('is too much when most seconds %s', (_what, moments, reason) => {
    const { isGood, isGenerators, reasons } = step(moments);
    expect({ isGood, isGenerators }).toEqual({ isGood: false, isGenerators: false });
    expect(reasons.join()).toContain(reason);
  });

  test('leaves seconds out in which the generator did not keep up', () => {
    expect(step([spoiled, calm, spoiled, calm])).toMatchObject({
      isGood: true,
      unsoundSeconds: 2,
    });
    expect(step([spoiled, lossy, lossy, calm])).toMatchObject({ isGood: false, isGenerators: false });
  });

  test.each([
    ['most seconds are spoiled', step([spoiled, spoiled, calm])],
    ['more was planned than it can send and receive', step([lossy, lossy], { headRoom: 0.9 })],
  ])('is the generator’s when it was bad and %s', (_what, judged) => {
    expect(judged).toMatchObject({ isGood: false, isGenerators: true });
    expect(judged.reasons[0]).toContain('The generator is the limit');
  });

  test('is too much when people do not get in, connections break, or streams are silent', () => {
    const refused = step([calm], { joined: 28, refusals: ['The server is too busy.'] });
    expect(refused.reasons).toEqual(['4 of 32 people did not get in (The server is too busy.).']);
    const full = step([spoiled], { joined: 28, refusals: ['The server refused: server-busy'] });
    expect(full).toMatchObject({ isGood: false, isGenerators: false });
    expect(step([calm], { tally: { ...emptyTally(), disconnects: 1 } }).isGood).toBe(false);
    const silent = { ...emptyTally(), voice: { ...emptyTally().voice, silent: 2 } };
    expect(step([calm], { tally: silent }).isGood).toBe(false);
  });

  test('without a single second is not good for anything', () => {
    expect(step([], { joined: 0 })).toMatchObject({ isGood: false, p99Ms: null });
  });
});
