import { expect, test } from 'vitest';
import { soundLevelDb } from '../../codecs/sound-level.ts';
import { speakSynthetically } from './synthetic-voice.ts';

const levels = (sound: Float32Array): number[] =>
  Array.from({ length: Math.floor(sound.length / 320) }, (_, index) =>
    soundLevelDb(sound.subarray(320 * index, 320 * (index + 1))),
  );

test('U11: a voice that needs no program is as loud as speech, pauses, and is the same each time', () => {
  const sound = speakSynthetically(6);
  expect(sound).toHaveLength(6 * 16_000);
  expect(Math.max(...sound.map(Math.abs))).toBeCloseTo(0.6, 5);
  const all = levels(sound);
  const loud = all.filter((level) => level > -40).length / all.length;
  expect(loud).toBeGreaterThan(0.6);
  expect(loud).toBeLessThan(0.95);
  expect(speakSynthetically(6)).toEqual(sound);
});
