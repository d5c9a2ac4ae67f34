import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { loadFaceNetwork } from './face-detector.ts';
import { faceAnswerLength, findFaces } from './find-faces.ts';
import { joinOutputs } from './join-outputs.ts';

const { resolve } = createRequire(import.meta.url);
const runtime = readFileSync(resolve('@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm'));
const faceModel = readFileSync(resolve('@mediapipe/face_detection/face_detection_short_range.tflite'));
const personModel = readFileSync(
  resolve('@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite'),
);

test('the face model answers with scores and boxes, and sees no face in grey', async () => {
  const network = await loadFaceNetwork(runtime, faceModel);
  expect([network.width, network.height]).toEqual([128, 128]);
  network.input().fill(0);
  const answer = network.run();
  expect(answer).toHaveLength(faceAnswerLength);
  const guesses = faceAnswerLength / 17;
  // Scores of grey are far below zero; sizes of boxes are pixels, thus above it.
  expect(Math.max(...answer.subarray(0, guesses))).toBeLessThan(0);
  const widths = Array.from({ length: guesses }, (_, guess) => answer[guesses + guess * 16 + 2] ?? 0);
  expect(Math.min(...widths)).toBeGreaterThan(0);
  expect(findFaces(answer, 3)).toEqual([]);
});

test('another model is refused', () => {
  expect(() => joinOutputs(personModel)).toThrow(RangeError);
});
