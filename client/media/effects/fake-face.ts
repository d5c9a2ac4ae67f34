// A face seen from the front, as the model would tell of it; for tests.
import type { FacePoints } from './find-faces.ts';

/** @param eyes distance between the eyes, in pixels */
export function makeUpFace({ x, y, eyes }: { x: number; y: number; eyes: number }): FacePoints {
  const at = (across: number, down: number) => ({ x: x + across * eyes, y: y + down * eyes });
  return {
    leftEye: at(-0.5, 0),
    rightEye: at(0.5, 0),
    nose: at(0, 0.55),
    mouth: at(0, 1.05),
    leftEar: at(-1, 0.2),
    rightEar: at(1, 0.2),
  };
}
