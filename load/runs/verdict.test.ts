import { describe, expect, test } from 'vitest';
import { DelayHistogram } from '../measure/delay-histogram.ts';
import { emptyTally, type MediaTally } from '../measure/tally.ts';
import { exitCodes, judge, type Judged } from './verdict.ts';

const thresholds = { maxLoss: 0.001, maxP99: 20 };

function delays(ms: number) {
  const histogram = new DelayHistogram();
  histogram.add(ms);
  return histogram.parts();
}

const flowing = { sent: 100, received: 1000, expected: 1000, frames: 1000, delays: delays(3) };

function judged(voice: Partial<MediaTally> = {}, rest: Partial<Judged> = {}): Judged {
  const tally = { ...emptyTally(), voice: { ...emptyTally().voice, ...flowing, ...voice } };
  return {
    tally,
    ended: 'in time',
    seconds: 10,
    planned: 4,
    joined: 4,
    refusals: [],
    isGeneratorLimit: false,
    ...rest,
  };
}

describe('the verdict', () => {
  test('is that a run passed when nothing was wrong, whatever the generator', () => {
    expect(judge(judged(), thresholds)).toEqual({ verdict: 'pass', reasons: [] });
    expect(judge(judged({}, { isGeneratorLimit: true }), thresholds).verdict).toBe('pass');
  });

  test.each([
    [judged({ received: 990 }), 'Of voices 1.00 % were lost, more than 0.10 %.'],
    [judged({ delays: delays(50) }), 'more than 20 ms'],
    [judged({ silent: 2 }), '2 streams brought nothing'],
    [judged({ broken: 100 }), 'could not be decoded'],
    [
      judged({}, { joined: 3, refusals: ['The room is full.'] }),
      '1 of 4 people did not get in (The room is full.)',
    ],
    [judged({}, { tally: { ...judged().tally, disconnects: 1 } }), '1 connections to the server broke'],
  ])('is that a run failed, with the reason', (run, reason) => {
    const { verdict, reasons } = judge(run, thresholds);
    expect(verdict).toBe('fail');
    expect(reasons.join()).toContain(reason);
  });

  test('is about the generator when it could not keep up and something was wrong', () => {
    const { verdict, reasons } = judge(judged({ received: 900 }, { isGeneratorLimit: true }), thresholds);
    expect(verdict).toBe('generator-limit');
    expect(reasons[0]).toContain('The generator is the limit');
  });

  test('is about the server when it refused people, whatever the generator', () => {
    const refused = { joined: 3, refusals: ['The server refused: server-full'], isGeneratorLimit: true };
    expect(judge(judged({}, refused), thresholds).verdict).toBe('fail');
  });

  test('of a server that died is a failure, and says when', () => {
    const { verdict, reasons } = judge(judged({}, { ended: 'server gone', seconds: 12 }), thresholds);
    expect(verdict).toBe('fail');
    expect(reasons[0]).toContain('stopped answering after 12 s');
  });

  test.each(['interrupted', 'generator gone'] as const)(
    'of a run that ended early (%s) is neither',
    (ended) => {
      expect(judge(judged({}, { ended }), thresholds).verdict).toBe('interrupted');
    },
  );

  test('has an exit code of its own each, and only a pass is 0', () => {
    const codes = Object.values(exitCodes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.entries(exitCodes).filter(([, code]) => code === 0)).toEqual([['pass', 0]]);
  });
});
