import { describe, expect, test } from 'vitest';
import { DelayHistogram } from './delay-histogram.ts';

describe('a histogram of delays', () => {
  test('tells shares within four percent, from a twentieth of a millisecond to a minute', () => {
    const histogram = new DelayHistogram();
    for (let ms = 1; ms <= 1000; ms += 1) histogram.add(ms);
    expect(histogram.belowMs(0.5)).toBeGreaterThanOrEqual(500);
    expect(histogram.belowMs(0.5)).toBeLessThan(525);
    expect(histogram.belowMs(0.99)).toBeGreaterThanOrEqual(990);
    expect(histogram.belowMs(0.99)).toBeLessThan(1040);
  });

  test('counts what lies before its beginning and beyond its end', () => {
    const histogram = new DelayHistogram();
    for (const ms of [-3, 0, 1e9]) histogram.add(ms);
    expect(histogram.total).toBe(3);
    expect(histogram.belowMs(0.5)).toBe(0.05);
    expect(histogram.belowMs(1)).toBeGreaterThan(60_000);
  });

  test('knows nothing when nothing was added, and again after it was cleared', () => {
    const histogram = new DelayHistogram();
    expect(histogram.belowMs(0.5)).toBeUndefined();
    histogram.add(1);
    histogram.clear();
    expect(histogram.belowMs(0.5)).toBeUndefined();
    expect(histogram.parts()).toEqual([]);
  });

  test('is the same after its parts were sent and added up elsewhere', () => {
    const [one, two, both] = [new DelayHistogram(), new DelayHistogram(), new DelayHistogram()];
    for (const ms of [1, 2, 3]) one.add(ms);
    for (const ms of [3, 40]) two.add(ms);
    both.merge(JSON.parse(JSON.stringify(one.parts())) as ReturnType<typeof one.parts>);
    both.merge(two.parts());
    expect(both.total).toBe(5);
    expect(both.belowMs(1)).toBe(two.belowMs(1));
  });
});
