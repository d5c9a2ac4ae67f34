import { expect, test } from 'vitest';
import { type GreyPicture, structuralSimilarity } from './ssim.ts';

function picture(width: number, height: number, lumaAt: (x: number, y: number) => number): GreyPicture {
  const luma = Uint8Array.from({ length: width * height }, (_, index) =>
    lumaAt(index % width, Math.floor(index / width)),
  );
  return { width, height, luma };
}

/** Stripes of one pixel, like the strokes of small letters. */
const strokes = picture(64, 48, (x) => (x % 4 === 0 ? 0 : 255));

test('a picture is wholly like itself', () => {
  expect(structuralSimilarity(strokes, strokes)).toBeCloseTo(1, 12);
});

test('flat greys differ by their luminance alone, as the formula of the paper says', () => {
  const [dark, bright] = [picture(20, 20, () => 100), picture(20, 20, () => 150)];
  const expected = (2 * 100 * 150 + 6.5025) / (100 ** 2 + 150 ** 2 + 6.5025);
  expect(structuralSimilarity(dark, bright)).toBeCloseTo(expected, 9);
});

test('half the contrast around the same grey costs what the formula says', () => {
  // Columns of -40 and +40 around 128, every window the same: mean 128 + 40 m, variance 1600 (1 - m^2) with m near 0.
  const strong = picture(40, 40, (x) => 128 + (x % 2 === 0 ? 40 : -40));
  const weak = picture(40, 40, (x) => 128 + (x % 2 === 0 ? 20 : -20));
  const expected = (2 * 40 * 20 + 58.5225) / (40 ** 2 + 20 ** 2 + 58.5225);
  expect(structuralSimilarity(strong, weak)).toBeCloseTo(expected, 3);
});

test('strokes that were smeared over their neighbours fall far below 0.95', () => {
  const smeared = picture(64, 48, (x) => (x % 4 < 2 ? 128 : 255));
  expect(structuralSimilarity(strokes, smeared)).toBeLessThan(0.7);
});

test('pictures of different sizes, or smaller than the window, are not compared', () => {
  expect(() =>
    structuralSimilarity(
      strokes,
      picture(64, 47, () => 0),
    ),
  ).toThrow(RangeError);
  const tiny = picture(10, 10, () => 0);
  expect(() => structuralSimilarity(tiny, tiny)).toThrow(RangeError);
});
