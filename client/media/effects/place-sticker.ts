// Where a sticker sits on a face: position, size and roll. Used by the compositor.
import type { Sticker } from './effect-contract.ts';
import type { FacePoints, Point } from './find-faces.ts';

/** How to draw a sticker whose own measure is hundredths of the distance between two eyes. */
export interface Placement extends Point {
  readonly scale: number;
  /** Clockwise, in radians. */
  readonly angle: number;
}

/** From the line of the eyes to the mouth, by the distance of the eyes: an adult's face seen from the front. */
const eyesToMouth = 1.05;
/** The brim of a hat sits on the forehead, so many distances of the eyes above them. */
const browsToBrim = 0.95;
/** The way from nose to mouth at which a moustache sits. */
const lipShare = 0.4;

/** The face's own measure holds when the head turns sideways: its eyes come closer, its mouth stays where it is. */
export function placeSticker(sticker: Sticker, face: FacePoints): Placement {
  const eyes = between(face.leftEye, face.rightEye, 0.5);
  const angle = Math.atan2(face.rightEye.y - face.leftEye.y, face.rightEye.x - face.leftEye.x);
  const eyesApart = Math.hypot(face.rightEye.x - face.leftEye.x, face.rightEye.y - face.leftEye.y);
  const mouthBelow = Math.hypot(face.mouth.x - eyes.x, face.mouth.y - eyes.y);
  const unit = Math.max(eyesApart, mouthBelow / eyesToMouth);
  const scale = unit / 100;
  switch (sticker) {
    case 'glasses':
      return { ...eyes, scale, angle };
    case 'moustache':
      return { ...between(face.nose, face.mouth, lipShare), scale, angle };
    case 'hat':
      return {
        x: eyes.x + Math.sin(angle) * browsToBrim * unit,
        y: eyes.y - Math.cos(angle) * browsToBrim * unit,
        scale,
        angle,
      };
  }
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}
