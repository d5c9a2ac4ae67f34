import { expect, test } from 'vitest';
import { codeCells } from '../media/picture-code.ts';
import { measurePictures } from './measure-pictures.ts';
import type { ShownPicture } from './observe-page.ts';

function picture(atMs: number, number: number, width = 640): ShownPicture {
  return {
    atMs,
    width,
    height: (width * 9) / 16,
    levels: codeCells(number).map((cell) => (cell ? 230 : 20)),
  };
}

/** 15 frames per second from 0 to 10 s, but for those that a test leaves out. */
function clip(isShown: (atMs: number) => boolean = () => true): ShownPicture[] {
  const all = Array.from({ length: 150 }, (_, index) => picture((index * 1000) / 15, index));
  return all.filter(({ atMs }) => isShown(atMs));
}

const tenSeconds = {
  joinedAtMs: -400,
  fromMs: 0,
  toMs: 10_000,
  widenedAtMs: undefined,
  restoredAtMs: undefined,
};

test('a steady clip has its frame rate and is never frozen', () => {
  const figures = measurePictures({ ...tenSeconds, pictures: clip() });
  expect(figures.framesPerSecond).toBeCloseTo(15);
  expect(figures).toMatchObject({ frozenShare: 0, longestFreezeMs: 0, firstFrameMs: 400, usualWidth: 640 });
});

test('a picture that stands for two seconds freezes a fifth of ten', () => {
  const figures = measurePictures({ ...tenSeconds, pictures: clip((atMs) => atMs < 4000 || atMs > 5990) });
  expect(figures.frozenShare).toBeCloseTo(0.2, 1);
  expect(figures.longestFreezeMs).toBeCloseTo(2067, -1);
});

test('two frames left out are no freeze, and three are', () => {
  const without = (count: number) =>
    measurePictures({
      ...tenSeconds,
      pictures: clip((atMs) => atMs < 4000 || atMs >= 4000 + (count * 1000) / 15),
    });
  expect(without(2).frozenShare).toBe(0);
  expect(without(3).longestFreezeMs).toBeCloseTo(267, 0);
});

test('a picture shown again, or with a number that cannot be read, is no new one', () => {
  const pictures = clip().flatMap((shown) => [
    shown,
    { ...shown, atMs: shown.atMs + 20 },
    {
      ...shown,
      atMs: shown.atMs + 30,
      levels: shown.levels.map((level, index) => (index < 2 ? 250 - level : level)),
    },
  ]);
  expect(measurePictures({ ...tenSeconds, pictures }).framesPerSecond).toBeCloseTo(15);
});

test('a clip without numbers counts every change', () => {
  const pictures = clip().map((shown, index) => ({ ...shown, levels: shown.levels.map(() => index) }));
  expect(measurePictures({ ...tenSeconds, pictures }).framesPerSecond).toBeCloseTo(15);
});

test('no picture at all is frozen all the time', () => {
  expect(measurePictures({ ...tenSeconds, pictures: [] })).toMatchObject({
    frozenShare: 1,
    firstFrameMs: null,
    framesPerSecond: 0,
    sizeChangesPerMinute: null,
  });
});

test('the full picture is back when it is as wide as it was before', () => {
  const pictures = clip().map((shown) => ({
    ...shown,
    width: shown.atMs > 3000 && shown.atMs < 8000 ? 320 : 640,
  }));
  const figures = measurePictures({ ...tenSeconds, pictures, widenedAtMs: 6000 });
  expect(figures.fullAfterRiseMs).toBeCloseTo(2000, -1);
  expect(figures.sizeChangesPerMinute).toBeCloseTo(12);
});
