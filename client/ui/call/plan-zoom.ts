// How a picture is enlarged and moved inside of its tile. Pure; used by use-zoom.

/** The picture's points times `scale`, moved by `x` and `y` pixels; all of it is seen at scale 1. */
export interface ZoomView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}
/** In pixels from the tile's upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const wholeView: ZoomView = { scale: 1, x: 0, y: 0 };
/** A 4K screen in a tile a quarter of its width is seen pixel by pixel at 4; twice that for weak eyes. */
const scaleMax = 8;

/**
 * Enlarges by a factor, so that what is under a point stays there.
 * @param factor above 1 enlarges, below 1 shrinks
 * @param size of the tile
 */
export function zoomAt(view: ZoomView, factor: number, point: Point, size: Size): ZoomView {
  const scale = Math.min(scaleMax, Math.max(1, view.scale * factor));
  const growth = scale / view.scale;
  const x = point.x - (point.x - view.x) * growth;
  const y = point.y - (point.y - view.y) * growth;
  return keepInside({ scale, x, y }, size);
}

/** Moves the picture by pixels, never so far that its edge comes into the tile. */
export function panBy(view: ZoomView, deltaX: number, deltaY: number, size: Size): ZoomView {
  return keepInside({ ...view, x: view.x + deltaX, y: view.y + deltaY }, size);
}

/** Follows two fingers when one of them moved: what is between them stays between them, and grows with their distance. */
export function pinchBy(view: ZoomView, still: Point, before: Point, after: Point, size: Size): ZoomView {
  const distance = Math.hypot(before.x - still.x, before.y - still.y);
  if (distance === 0) return view;
  const factor = Math.hypot(after.x - still.x, after.y - still.y) / distance;
  const middle = { x: (before.x + still.x) / 2, y: (before.y + still.y) / 2 };
  const enlarged = zoomAt(view, factor, middle, size);
  return panBy(enlarged, (after.x - before.x) / 2, (after.y - before.y) / 2, size);
}

function keepInside({ scale, x, y }: ZoomView, { width, height }: Size): ZoomView {
  return {
    scale,
    x: Math.min(0, Math.max(width * (1 - scale), x)),
    y: Math.min(0, Math.max(height * (1 - scale), y)),
  };
}
