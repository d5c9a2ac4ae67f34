import { expect, test } from 'vitest';
import { faceAnswerLength, findFaces } from './find-faces.ts';

const guesses = faceAnswerLength / 17;
const none = -100;

/** An answer in which some guesses of the finer grid, two a cell and 16 cells a side, see a face with its middle at the cell's. */
function answer(faces: readonly { readonly guess: number; readonly score: number; readonly size: number }[]) {
  const numbers = new Float32Array(faceAnswerLength).fill(none, 0, guesses);
  for (const { guess, score, size } of faces) {
    numbers[guess] = score;
    // Centre, size; left eye 8 pixels to the left and 4 above, right eye 8 to the right.
    numbers.set([0, 0, size, size, -8, -4, 8, -4], guesses + guess * 16);
  }
  return numbers;
}

test('a model that is sure of nothing finds no face', () => {
  expect(findFaces(answer([]), 3)).toEqual([]);
  expect(findFaces(answer([{ guess: 8, score: -0.1, size: 30 }]), 3)).toEqual([]);
});

test('points are counted from the middle of the cell, 0..1 over the picture', () => {
  // The second guess of the fourth cell in the first row: its middle is at 28 of 128 pixels across and 4 down.
  const [face] = findFaces(answer([{ guess: 7, score: 3, size: 30 }]), 3);
  expect(face?.leftEye).toEqual({ x: 20 / 128, y: 0 });
  expect(face?.rightEye).toEqual({ x: 36 / 128, y: 0 });
});

test('guesses of the same face become one, in between and nearer to the surer', () => {
  const faces = findFaces(
    answer([
      { guess: 100, score: 4, size: 40 },
      { guess: 102, score: 0.5, size: 40 },
    ]),
    3,
  );
  expect(faces).toHaveLength(1);
  const [from, to] = [(50 % 16) * 8 + 4 - 8, (51 % 16) * 8 + 4 - 8];
  const x = (faces[0]?.leftEye.x ?? 0) * 128;
  expect(x).toBeGreaterThan(from);
  expect(x).toBeLessThan((from + to) / 2);
});

test('of many faces the surest are taken', () => {
  const many = [0, 30, 200, 230, 400].map((guess, index) => ({ guess, score: 1 + index, size: 10 }));
  const faces = findFaces(answer(many), 3);
  expect(faces).toHaveLength(3);
  expect(faces[0]?.leftEye.x).toBeCloseTo(((200 % 16) * 8 + 4 - 8) / 128);
});
