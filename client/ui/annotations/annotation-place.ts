// Where on a shared picture something on the screen is. Pure; used by the annotations on shared screens.
import type { AnnotationPoint } from '../../../protocol/drawing/drawing.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}
interface Place {
  readonly left: number;
  readonly top: number;
}

/** Points closer together than this share of the picture are one: two pixels of a large screen. */
const stepMin = 0.001;
/** Digits after the point that are sent: a tenth of a pixel of a large screen. */
const precision = 10_000;

/**
 * How many CSS pixels one pixel of a picture takes that is shown whole in a box.
 * @param box in CSS pixels, as it is seen: with zoom
 */
export function scaleOf(box: Size, picture: Size): number {
  return Math.min(box.width / picture.width, box.height / picture.height);
}

/**
 * The place on a picture, 0..1 each way, under a point of the window; places outside of it come to its edge.
 * @param client the point in CSS pixels of the window
 * @param box the place of the element that shows the picture whole, between bars where their shapes differ
 * @param picture size in its own pixels, above 0
 */
export function placeOnPicture(
  client: { readonly x: number; readonly y: number },
  box: Size & Place,
  picture: Size,
): AnnotationPoint {
  const scale = scaleOf(box, picture);
  const left = box.left + (box.width - picture.width * scale) / 2;
  const top = box.top + (box.height - picture.height * scale) / 2;
  return [
    toShare((client.x - left) / (picture.width * scale)),
    toShare((client.y - top) / (picture.height * scale)),
  ];
}

/** Whether two places are far enough from each other to be two points of a stroke. */
export function isApart(a: AnnotationPoint | undefined, b: AnnotationPoint): boolean {
  return a === undefined || Math.hypot(a[0] - b[0], a[1] - b[1]) >= stepMin;
}

function toShare(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * precision) / precision;
}
