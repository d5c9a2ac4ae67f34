import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVoiceActivity } from './voice-activity.ts';

/** What the detector says of each level, one per frame of 20 ms. */
const listen = (levels: readonly number[]) => levels.map(createVoiceActivity());
const constant = (levelDb: number, frames: number) => Array.from({ length: frames }, () => levelDb);

test('a voice is noticed in its first frame and goes on for half a second after its last', () => {
  const heard = listen([...constant(-70, 100), -30, ...constant(-70, 100)]);
  expect(heard.slice(30, 100)).not.toContain(true);
  expect(heard[100]).toBe(true);
  expect(heard.lastIndexOf(true)).toBe(125);
});

test('a fan is not a voice, and a voice above it is one', () => {
  const fan = Array.from({ length: 1000 }, (_, index) => -42 + 2 * Math.sin(index));
  expect(listen([...fan, -28]).at(-1)).toBe(true);
  expect(listen(fan).slice(100)).not.toContain(true);
});

test('whatever was heard before, a frame 20 dB above the last ten seconds is a voice', () => {
  const levels = fc.array(fc.double({ min: -127, max: -40, noNaN: true }), {
    minLength: 500,
    maxLength: 500,
  });
  fc.assert(
    fc.property(levels, (before) => {
      expect(listen([...before, Math.max(...before) + 20]).at(-1)).toBe(true);
    }),
  );
});
