// Marks on made-up screens: one's own stand at once, and a made-up person points and has drawn. Used by the preview.
import type { ShareDrawing } from '../../../protocol/drawing/drawing.ts';
import type { Notice } from '../../../protocol/notices.ts';
import { applyDrawingNotice } from '../../call/drawing-view.ts';
import type { DrawingListener } from '../../call/drawings.ts';
import type { MeetingActions } from '../../app/meeting-model.ts';

const ownPeerId = 'peer0';
/** All may draw on others' screens; no other on one's own until one allows it. */
function firstDrawing(producerId: string): ShareDrawing {
  if (producerId.startsWith(ownPeerId)) return { drawers: { who: 'nobody' }, strokes: [] };
  const circle = Array.from({ length: 40 }, (_, index): [number, number] => {
    const angle = (index / 39) * Math.PI * 2;
    return [0.69 + Math.cos(angle) * 0.1, 0.6 + Math.sin(angle) * 0.22];
  });
  return {
    drawers: { who: 'everybody' },
    strokes: [{ peerId: 'peer2', stroke: 1, colour: 'red', points: circle }],
  };
}

export function makeUpDrawings(): Pick<
  MeetingActions,
  'allowDrawing' | 'pointAt' | 'drawPiece' | 'eraseDrawing' | 'onDrawing'
> {
  const drawings = new Map<string, ShareDrawing>();
  const listeners = new Map<string, Set<DrawingListener>>();
  const drawingOf = (producerId: string) => drawings.get(producerId) ?? firstDrawing(producerId);
  const apply = (producerId: string, notice: Notice) => {
    const drawing = applyDrawingNotice(drawingOf(producerId), notice);
    drawings.set(producerId, drawing);
    for (const listener of listeners.get(producerId) ?? []) listener.changed(drawing);
  };
  return {
    allowDrawing: async (producerId, drawers) =>
      apply(producerId, { name: 'drawing:allowed', body: { producerId, drawers } }),
    pointAt: () => undefined,
    drawPiece: async (producerId, piece, from) => {
      const body = { producerId, peerId: ownPeerId, from, ...piece };
      apply(producerId, { name: 'drawing:drawn', body });
      return true;
    },
    eraseDrawing: async (producerId, erasure) =>
      apply(producerId, { name: 'drawing:erased', body: { producerId, peerId: ownPeerId, erasure } }),
    onDrawing: (producerId, listener) => {
      const all = listeners.get(producerId) ?? new Set();
      listeners.set(producerId, all.add(listener));
      listener.changed(drawingOf(producerId));
      const timer = setInterval(() => {
        const angle = performance.now() / 900;
        if (!producerId.startsWith(ownPeerId))
          listener.pointed('peer2', [0.3 + Math.cos(angle) * 0.1, 0.4 + Math.sin(angle) * 0.15]);
      }, 100);
      return () => {
        clearInterval(timer);
        all.delete(listener);
      };
    },
  };
}
