import { describe, expect, test } from 'vitest';
import { SequenceWatch } from './sequence-watch.ts';

describe('the numbers of a stream', () => {
  test('show what is missing, across the end of their range', () => {
    const watch = new SequenceWatch(2 ** 16);
    const follows = [65_533, 65_534, 0, 1].map((number) => watch.take(number));
    expect(follows).toEqual([true, true, false, true]);
    expect(watch.drain()).toEqual({ expected: 5, received: 4 });
    expect(watch.drain()).toEqual({ expected: 0, received: 0 });
  });

  test('that come late fill their gap, and those that come twice count once', () => {
    const watch = new SequenceWatch(2 ** 16);
    for (const number of [10, 12, 11, 12, 13]) watch.take(number);
    expect(watch.drain()).toEqual({ expected: 4, received: 4 });
  });

  test('that jump far begin anew instead of counting thousands as lost', () => {
    const watch = new SequenceWatch(2 ** 16);
    for (const number of [1, 2, 30_000, 30_001]) watch.take(number);
    expect(watch.drain()).toEqual({ expected: 4, received: 4 });
  });
});
