// Follows faces from picture to picture: steady while they rest, kept for a moment when they are lost; used by stickers.
import type { FacePoints, Point } from './find-faces.ts';
import { createOneEuro } from './one-euro.ts';

/** A face that has not been seen for so long is gone. */
const holdMs = 500;
/** Farther than so many distances of its eyes in one step, it is another face. */
const stepEyes = 1.5;
/** For points in pixels: calm at rest, three pixels behind a head that moves by a hundred a second. */
const steadiness = { restHz: 1.5, speedGain: 0.05 } as const;

interface TrackedFace {
  points: FacePoints;
  seenAtMs: number;
  readonly steady: (points: FacePoints, atMs: number) => FacePoints;
}

/** @returns what takes the faces seen in a picture, in pixels, with its time, and gives those to be drawn on */
export function createFaceTracker() {
  let tracked: TrackedFace[] = [];
  return (seen: readonly FacePoints[], nowMs: number): readonly FacePoints[] => {
    const free = new Set(tracked);
    for (const points of seen) {
      const known = nearest(free, points);
      const face = known ?? { points, seenAtMs: nowMs, steady: createSteadier() };
      if (known) free.delete(known);
      else tracked = [...tracked, face];
      face.points = face.steady(points, nowMs);
      face.seenAtMs = nowMs;
    }
    tracked = tracked.filter(({ seenAtMs }) => nowMs - seenAtMs < holdMs);
    return tracked.map(({ points }) => points);
  };
}

function nearest(faces: Iterable<TrackedFace>, points: FacePoints): TrackedFace | undefined {
  let best: TrackedFace | undefined;
  let bestDistance = stepEyes * distance(points.leftEye, points.rightEye);
  for (const face of faces) {
    const moved = distance(face.points.nose, points.nose);
    if (moved < bestDistance) [best, bestDistance] = [face, moved];
  }
  return best;
}

function createSteadier(): TrackedFace['steady'] {
  const [leftEye, rightEye, nose, mouth, leftEar, rightEar] = [
    createPointSteadier(),
    createPointSteadier(),
    createPointSteadier(),
    createPointSteadier(),
    createPointSteadier(),
    createPointSteadier(),
  ];
  return (points, atMs) => ({
    leftEye: leftEye(points.leftEye, atMs),
    rightEye: rightEye(points.rightEye, atMs),
    nose: nose(points.nose, atMs),
    mouth: mouth(points.mouth, atMs),
    leftEar: leftEar(points.leftEar, atMs),
    rightEar: rightEar(points.rightEar, atMs),
  });
}

function createPointSteadier(): (point: Point, atMs: number) => Point {
  const [steadyX, steadyY] = [createOneEuro(steadiness), createOneEuro(steadiness)];
  return ({ x, y }, atMs) => ({ x: steadyX(x, atMs), y: steadyY(y, atMs) });
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
