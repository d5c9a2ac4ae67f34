// The two models of the effects on a real photograph, in the WebAssembly that browsers run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { loadFaceNetwork } from '../../client/media/effects/face-detector.ts';
import { findFaces } from '../../client/media/effects/find-faces.ts';
import { loadNetwork, type Network } from '../../client/media/effects/network.ts';
import { landmarks, type Place, readPhotograph } from '../media/face-clip.ts';

const { resolve } = createRequire(import.meta.url);
const photograph = readPhotograph();
const runtime = readFileSync(resolve('@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm'));

/** Shows a network a part of the photograph, with colours 0..1 scaled and shifted as it wants them. */
function show(
  network: Network,
  part: Place & { width: number; height: number },
  scale = 1,
  shift = 0,
): Float32Array {
  const input = network.input();
  for (let at = 0; at < input.length; at += 1) {
    const [column, row] = [Math.floor(at / 3) % network.width, Math.floor(at / 3 / network.width)];
    const x = Math.floor(part.x + ((column + 0.5) * part.width) / network.width);
    const y = Math.floor(part.y + ((row + 0.5) * part.height) / network.height);
    input[at] = ((photograph.rgb[(y * photograph.width + x) * 3 + (at % 3)] ?? 0) / 255) * scale + shift;
  }
  return network.run();
}

test.each([
  ['near', { x: 100, y: 0, width: 256, height: 256 }],
  ['far', { x: 0, y: 0, width: 512, height: 512 }],
])(
  'a face that is %s is found once, its points within a fifth of the distance of its eyes',
  async (_, part) => {
    const model = readFileSync(resolve('@mediapipe/face_detection/face_detection_short_range.tflite'));
    const network = await loadFaceNetwork(runtime, model);
    const faces = findFaces(show(network, part, 2, -1), 3);
    expect(faces).toHaveLength(1);
    const eyes = Math.hypot(
      landmarks.rightEye.x - landmarks.leftEye.x,
      landmarks.rightEye.y - landmarks.leftEye.y,
    );
    for (const name of ['leftEye', 'rightEye', 'nose', 'mouth'] as const) {
      const { x = 0, y = 0 } = faces[0]?.[name] ?? {};
      const miss = Math.hypot(
        part.x + x * part.width - landmarks[name].x,
        part.y + y * part.height - landmarks[name].y,
      );
      expect(miss / eyes, name).toBeLessThan(0.2);
    }
  },
);

test('a person is told from the flag, the wall and the ship behind her', async () => {
  const model = readFileSync(
    resolve('@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite'),
  );
  const network = await loadNetwork(runtime, model, 256 * 144);
  const part = { x: 0, y: 0, width: 512, height: 288 };
  const sure = show(network, part).slice();
  const at = ({ x, y }: Place) => {
    const [column, row] = [(x / part.width) * network.width, (y / part.height) * network.height];
    return sure[Math.floor(row) * network.width + Math.floor(column)] ?? Number.NaN;
  };
  for (const place of [landmarks.nose, landmarks.mouth, { x: 225, y: 40 }, { x: 200, y: 280 }])
    expect(at(place), `the person at ${place.x}, ${place.y}`).toBeGreaterThan(0.7);
  for (const place of [
    { x: 30, y: 60 },
    { x: 60, y: 150 },
    { x: 330, y: 40 },
    { x: 400, y: 160 },
    { x: 490, y: 30 },
  ])
    expect(at(place), `the background at ${place.x}, ${place.y}`).toBeLessThan(0.3);
});
