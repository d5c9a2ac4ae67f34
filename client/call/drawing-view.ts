// The client's picture of the annotations on a shared screen: read from the server, brought forward notice by notice. Pure.
import type { Erasure, ShareDrawing, Stroke } from '../../protocol/drawing/drawing.ts';
import type { Notice, NoticeBody } from '../../protocol/notices.ts';

/** A screen whose drawing was not received yet. */
export const unknownDrawing: ShareDrawing = { drawers: { who: 'nobody' }, strokes: [] };

/**
 * The annotations after a notice; the same object when it changes nothing in them. A notice that is older than what was read is
 * harmless: points that are there already are not added again.
 */
export function applyDrawingNotice(drawing: ShareDrawing, notice: Notice): ShareDrawing {
  switch (notice.name) {
    case 'drawing:allowed':
      return { ...drawing, drawers: notice.body.drawers };
    case 'drawing:drawn':
      return { ...drawing, strokes: withPiece(drawing.strokes, notice.body) };
    case 'drawing:erased': {
      const { peerId, erasure } = notice.body;
      return { ...drawing, strokes: drawing.strokes.filter((stroke) => !isErased(stroke, peerId, erasure)) };
    }
    default:
      return drawing;
  }
}

function withPiece(strokes: readonly Stroke[], piece: NoticeBody<'drawing:drawn'>): Stroke[] {
  const { peerId, stroke, colour, from, points } = piece;
  const standing = strokes.find((other) => other.peerId === peerId && other.stroke === stroke);
  if (!standing) return [...strokes, { peerId, stroke, colour, points }];
  const longer = {
    ...standing,
    points: [...standing.points, ...points.slice(standing.points.length - from)],
  };
  return strokes.map((other) => (other === standing ? longer : other));
}

function isErased(stroke: Stroke, peerId: string, erasure: Erasure): boolean {
  if (erasure.what === 'all') return true;
  return stroke.peerId === peerId && (erasure.what === 'own' || stroke.stroke === erasure.stroke);
}
