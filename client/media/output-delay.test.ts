import { expect, test } from 'vitest';
import { outputDelayMs } from './output-delay.ts';

test('X4: in Firefox the sound device is never asked for its delay, since that can stop the page for good', () => {
  const context = {
    baseLatency: 0.01,
    get outputLatency(): number {
      throw new Error('The page stands still.');
    },
  };
  expect(outputDelayMs(context, true)).toBe(10);
});

test('the delay to the ear counts the sound device, where the browser tells it', () => {
  expect(outputDelayMs({ baseLatency: 0.01, outputLatency: 0.03 }, false)).toBeCloseTo(40);
  expect(outputDelayMs({ baseLatency: 0.01 }, false)).toBe(10);
});
