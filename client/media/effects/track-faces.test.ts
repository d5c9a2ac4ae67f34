import { expect, test } from 'vitest';
import { makeUpFace } from './fake-face.ts';
import { createFaceTracker } from './track-faces.ts';

const frameMs = 1000 / 30;

test('a face that moves keeps its place in the list and is followed closely', () => {
  const track = createFaceTracker();
  let seen = makeUpFace({ x: 100, y: 100, eyes: 40 });
  let shown = track([seen], 0);
  for (let frame = 1; frame <= 30; frame += 1) {
    seen = makeUpFace({ x: 100 + frame * 6, y: 100, eyes: 40 });
    shown = track([seen], frame * frameMs);
  }
  expect(shown).toHaveLength(1);
  expect(Math.abs((shown[0]?.nose.x ?? 0) - seen.nose.x)).toBeLessThan(6);
});

test('a lost face stays for less than half a second', () => {
  const track = createFaceTracker();
  track([makeUpFace({ x: 100, y: 100, eyes: 40 })], 0);
  expect(track([], 490)).toHaveLength(1);
  expect(track([], 510)).toHaveLength(0);
});

test('two faces are not taken for each other, whichever is told first', () => {
  const track = createFaceTracker();
  const [left, right] = [makeUpFace({ x: 100, y: 100, eyes: 40 }), makeUpFace({ x: 400, y: 100, eyes: 40 })];
  track([left, right], 0);
  const shown = track([right, left], frameMs);
  expect(shown.map(({ nose }) => Math.round(nose.x))).toEqual([100, 400]);
});

test('a face that appears far away is another one and does not fly across the picture', () => {
  const track = createFaceTracker();
  track([makeUpFace({ x: 100, y: 100, eyes: 40 })], 0);
  const shown = track([makeUpFace({ x: 500, y: 100, eyes: 40 })], frameMs);
  expect(shown.map(({ nose }) => Math.round(nose.x))).toEqual([100, 500]);
});
