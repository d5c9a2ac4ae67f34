// The annotations on one shared screen: who may make them, and how much may stand. Plain objects; changed by room-drawings only.
import {
  type Drawers,
  type Erasure,
  isDrawer,
  type ShareDrawing,
  type Stroke,
  type StrokePiece,
} from '../protocol/drawing/drawing.ts';
import { RequestError } from '../protocol/error-codes.ts';
import { pointsPerShareMax, strokePointsMax, strokesPerShareMax } from '../protocol/limits.ts';

export interface Drawing {
  drawers: Drawers;
  /** In the order in which they were begun. */
  strokes: Stroke[];
  /** Peers that were not sent everything; they are told so when they watch and keep up again. */
  readonly missedBy: Set<string>;
}

/** A screen at the beginning of its share: only the sharer may draw, and it has no strokes. */
export function emptyDrawing(): Drawing {
  return { drawers: { who: 'nobody' }, strokes: [], missedBy: new Set() };
}

/** What every peer in the room may know of it. */
export function shareDrawingOf({ drawers, strokes }: Drawing): ShareDrawing {
  return { drawers, strokes };
}

/** @throws RequestError `not-allowed-by-sharer` for anybody whom the sharer does not let draw */
export function requireDrawer(drawing: Drawing, peerId: string, sharerPeerId: string): void {
  if (peerId !== sharerPeerId && !isDrawer(drawing.drawers, peerId))
    throw new RequestError('not-allowed-by-sharer');
}

/**
 * Adds points to a stroke, which begins with its first piece and keeps that piece's colour.
 * @returns how many points the stroke had before
 * @throws RequestError `drawing-full` when the stroke or the screen would have too many; nothing is added then
 */
export function addPiece(drawing: Drawing, peerId: string, piece: StrokePiece): number {
  const { stroke, colour, points } = piece;
  const standing = drawing.strokes.find((other) => other.peerId === peerId && other.stroke === stroke);
  const before = standing?.points.length ?? 0;
  const total = drawing.strokes.reduce((sum, other) => sum + other.points.length, 0);
  const tooMany =
    before + points.length > strokePointsMax ||
    total + points.length > pointsPerShareMax ||
    (!standing && drawing.strokes.length >= strokesPerShareMax);
  if (tooMany) throw new RequestError('drawing-full');
  if (standing) standing.points.push(...points);
  else drawing.strokes.push({ peerId, stroke, colour, points: [...points] });
  return before;
}

/** Takes strokes away. @returns whether there was anything to take */
export function erase(drawing: Drawing, peerId: string, erasure: Erasure): boolean {
  const isErased = (stroke: Stroke): boolean => {
    if (erasure.what === 'all') return true;
    return stroke.peerId === peerId && (erasure.what === 'own' || stroke.stroke === erasure.stroke);
  };
  const left = drawing.strokes.filter((stroke) => !isErased(stroke));
  const erased = left.length < drawing.strokes.length;
  drawing.strokes = left;
  return erased;
}
