import { describe, expect, test } from 'vitest';
import { medianOf } from '../../../load/measure/statistics.ts';
import {
  alternate,
  alternateAndNote,
  medianAt,
  type Sample,
  summarize,
  turnedBy,
  voidNotes,
} from './rounds.ts';

const sample = (figure: number, loss = 0, round = 1, relay = 'Plenum', point = 50): Sample => ({
  relay,
  point,
  round,
  figure,
  loss,
});

describe('rounds', () => {
  test('begin with another relay each time, and none is left out', async () => {
    const order: string[] = [];
    await alternate(['one', 'two', 'three'], 4, async (item, round) => void order.push(`${round} ${item}`));
    expect(order.join(', ')).toBe(
      '1 one, 1 two, 1 three, 2 two, 2 three, 2 one, 3 three, 3 one, 3 two, 4 one, 4 two, 4 three',
    );
    expect(turnedBy([], 3)).toEqual([]);
  });

  test('go on after a turn that failed, and say which it was', async () => {
    const order: string[] = [];
    const notes = await alternateAndNote([{ name: 'one' }, { name: 'two' }], 2, async ({ name }, round) => {
      if (name === 'one' && round === 1) throw new Error('no answer.');
      order.push(`${round} ${name}`);
    });
    expect(order).toEqual(['1 two', '2 two', '2 one']);
    expect(notes).toEqual(['Round 1 of one failed: no answer.']);
  });

  test('that lost more than a thousandth are void, and the median is that of the others', () => {
    const samples = [sample(5), sample(7, 0.001, 2), sample(100, 0.0011, 3), sample(6, 0, 4)];
    expect(summarize(samples)).toEqual([
      { relay: 'Plenum', point: 50, median: 6, min: 5, max: 7, validRounds: 3, voidRounds: 1 },
    ]);
    expect(voidNotes(samples, 'receivers')).toEqual([
      'Round 3 of Plenum at 50 receivers is void: 0.11 % were lost.',
    ]);
  });

  test('in which nothing arrived are void, since a cost per packet is infinite then', () => {
    const [summary] = summarize([sample(Number.POSITIVE_INFINITY, 0)]);
    expect(summary).toMatchObject({ median: undefined, validRounds: 0, voidRounds: 1 });
  });

  test('of several relays and points are kept apart', () => {
    const summaries = summarize([sample(5), sample(9, 0, 1, 'Janus'), sample(3, 0, 1, 'Plenum', 100)]);
    expect(medianAt(summaries, 'Plenum', 50)).toBe(5);
    expect(medianAt(summaries, 'Plenum', 100)).toBe(3);
    expect(medianAt(summaries, 'Janus', 50)).toBe(9);
    expect(medianAt(summaries, 'Janus', 100)).toBeUndefined();
  });

  test('have the middle of the two middle figures as median when their number is even', () => {
    expect(medianOf([9, 1, 5, 3])).toBe(4);
    expect(medianOf([9, 1, 5])).toBe(5);
    expect(medianOf([])).toBeUndefined();
  });
});
