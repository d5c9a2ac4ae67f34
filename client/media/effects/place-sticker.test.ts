import { expect, test } from 'vitest';
import type { FacePoints, Point } from './find-faces.ts';
import { makeUpFace } from './fake-face.ts';
import { placeSticker } from './place-sticker.ts';

const face = makeUpFace({ x: 200, y: 150, eyes: 60 });

/** The head turned clockwise around the middle of its eyes. */
function rolled(angle: number): FacePoints {
  const turn = ({ x, y }: Point): Point => ({
    x: 200 + (x - 200) * Math.cos(angle) - (y - 150) * Math.sin(angle),
    y: 150 + (x - 200) * Math.sin(angle) + (y - 150) * Math.cos(angle),
  });
  return {
    leftEye: turn(face.leftEye),
    rightEye: turn(face.rightEye),
    nose: turn(face.nose),
    mouth: turn(face.mouth),
    leftEar: turn(face.leftEar),
    rightEar: turn(face.rightEar),
  };
}

test('glasses sit between the eyes, a moustache between nose and mouth, a hat above', () => {
  expect(placeSticker('glasses', face)).toMatchObject({ x: 200, y: 150, angle: 0 });
  const moustache = placeSticker('moustache', face);
  expect(moustache.y).toBeGreaterThan(face.nose.y);
  expect(moustache.y).toBeLessThan(face.mouth.y);
  expect(placeSticker('hat', face).y).toBeLessThan(face.leftEye.y - 30);
});

test('they grow with the face', () => {
  const near = placeSticker('glasses', makeUpFace({ x: 200, y: 150, eyes: 120 }));
  expect(near.scale / placeSticker('glasses', face).scale).toBeCloseTo(2);
});

test('they roll with the head, and the hat stays on it', () => {
  const hat = placeSticker('hat', rolled(Math.PI / 2));
  expect(hat.angle).toBeCloseTo(Math.PI / 2);
  // The forehead of a head lying on its right side is to the right of its eyes.
  expect(hat.x).toBeGreaterThan(230);
  expect(hat.y).toBeCloseTo(150);
});

test('a head that turns sideways keeps the size of what it wears', () => {
  const turned = { ...face, leftEye: { x: 185, y: 150 }, rightEye: { x: 215, y: 150 } };
  expect(placeSticker('glasses', turned).scale).toBeGreaterThan(0.9 * placeSticker('glasses', face).scale);
});
