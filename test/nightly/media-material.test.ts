// The test material itself: what the end-to-end tests conclude from sound and pictures is only as good as this.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawFrame, makeClip } from '../media/clip.ts';
import { compareSound } from '../media/compare-sound.ts';
import { readCode } from '../media/read-code.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { readWav, resample, writeWav } from '../../peers/media/wav.ts';

const rate = 16_000;
const speech = () => makeSpeech(rate).sound.samples.slice(0, 10 * rate);

/** Luma only, as a decoder would give it back after noise and a change of contrast. */
function pixelsOf(
  number: number,
  width: number,
  height: number,
  change: (luma: number, index: number) => number,
) {
  const luma = drawFrame(number, width, height).subarray(0, width * height);
  const data = new Uint8ClampedArray(width * height * 4);
  for (const [index, value] of luma.entries()) data.fill(change(value, index), index * 4, index * 4 + 4);
  return { width, height, data };
}

test('a delayed and quieter copy of speech is found with its delay and level', () => {
  const original = speech();
  const played = new Float32Array(original.length);
  played.set(
    original.subarray(0, original.length - 1600).map((sample) => sample / 2),
    1600,
  );
  const result = compareSound(original, played, rate);
  expect(result.delayMs).toBeCloseTo(100, 1);
  expect(result.levelDb).toBeCloseTo(-6, 0);
  expect(result.correlation).toBeGreaterThan(0.99);
  expect(result.gaps).toBe(0);
});

test('a recording that began later than the original has a negative delay', () => {
  const original = speech();
  expect(compareSound(original, original.subarray(3 * rate), rate).delayMs).toBeCloseTo(-3000, 1);
});

test('silence in the middle of loud speech counts as gaps', () => {
  const original = speech();
  const loudest = original.indexOf(original.reduce((most, sample) => Math.max(most, sample)));
  const played = original.slice();
  played.fill(0, loudest - 800, loudest + 800);
  expect(compareSound(original, played, rate).gaps).toBeGreaterThan(1);
});

test('other sound than the original has hardly any correlation', () => {
  const original = speech();
  const other = original.toReversed();
  expect(compareSound(original, other, rate).piecesCorrelation).toBeLessThan(0.6);
});

test('a frame is told by its code after noise, at thumbnail size and with little contrast', () => {
  for (const number of [0, 1, 299, 4711, 65_535]) {
    expect(readCode(pixelsOf(number, 640, 360, (luma, index) => luma + ((index * 7919) % 61) - 30))).toBe(
      number,
    );
    expect(readCode(pixelsOf(number, 80, 46, (luma) => luma))).toBe(number);
    expect(readCode(pixelsOf(number, 160, 90, (luma) => 60 + luma / 2))).toBe(number);
  }
});

test('a picture without a code, or with a broken one, has no number', () => {
  expect(readCode(pixelsOf(7, 160, 90, () => 128))).toBeUndefined();
  expect(
    readCode(pixelsOf(7, 160, 90, (luma, index) => (index % 160 < 40 ? 255 - luma : luma))),
  ).toBeUndefined();
  expect(readCode({ width: 0, height: 0, data: new Uint8ClampedArray() })).toBeUndefined();
});

test('the clip holds all its frames in the form that Chromium reads', () => {
  const clip = readFileSync(makeClip({ width: 64, height: 36, frameCount: 3 }));
  expect(clip.toString('latin1', 0, 31)).toBe('YUV4MPEG2 W64 H36 F15:1 Ip A1:1');
  expect(clip.length - clip.indexOf('\n') - 1).toBe(3 * (6 + (64 * 36 * 3) / 2));
});

test('sound survives a WAV file, and another rate keeps its level', () => {
  const sound = { sampleRateHz: rate, samples: speech() };
  const again = readWav(writeWav(sound));
  expect(compareSound(sound.samples, again.samples, rate).correlation).toBeGreaterThan(0.999);
  const there = resample(sound, 48_000);
  expect(there.samples.length).toBe(3 * sound.samples.length);
  const back = compareSound(sound.samples, resample(there, rate).samples, rate);
  expect(back.correlation).toBeGreaterThan(0.98);
  expect(Math.abs(back.levelDb)).toBeLessThan(0.3);
});
