// What the tools of a shared screen need to know of its annotations. Strokes themselves go past React (annotations-layer).
import { useEffect, useState } from 'react';
import { type Drawers, isDrawer, type ShareDrawing } from '../../../protocol/drawing/drawing.ts';
import type { SourceInfo } from '../../../protocol/room/roster.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';

export interface ShareAnnotations {
  readonly drawers: Drawers;
  /** Whether one may point and draw oneself. */
  readonly mayDraw: boolean;
  /** Number of one's own latest stroke that stands. */
  readonly lastOwnStroke: number | undefined;
  /** Whether there is any stroke, by any member. */
  readonly drawn: boolean;
}

const noAnnotations: ShareAnnotations = {
  drawers: { who: 'nobody' },
  mayDraw: false,
  lastOwnStroke: undefined,
  drawn: false,
};

/** Renders again only when one of these changes. @param own whether one is the sharer, who may always draw */
export function useShareAnnotations(screen: SourceInfo | undefined, own: boolean): ShareAnnotations {
  const actions = useActions();
  const selfPeerId = useMeeting((state) => state.room?.selfPeerId ?? '');
  const [annotations, setAnnotations] = useState(noAnnotations);
  const producerId = screen?.producerId;
  useEffect(() => {
    if (producerId === undefined) return;
    return actions.onDrawing(producerId, {
      changed: (drawing) => setAnnotations((before) => keepSame(before, summarize(drawing, selfPeerId, own))),
      pointed: () => undefined,
    });
  }, [actions, producerId, selfPeerId, own]);
  return producerId === undefined ? noAnnotations : annotations;
}

function summarize({ drawers, strokes }: ShareDrawing, selfPeerId: string, own: boolean): ShareAnnotations {
  const lastOwnStroke = strokes.findLast(({ peerId }) => peerId === selfPeerId)?.stroke;
  return { drawers, mayDraw: own || isDrawer(drawers, selfPeerId), lastOwnStroke, drawn: strokes.length > 0 };
}

function keepSame(before: ShareAnnotations, after: ShareAnnotations): ShareAnnotations {
  const same =
    before.drawers === after.drawers &&
    before.mayDraw === after.mayDraw &&
    before.lastOwnStroke === after.lastOwnStroke &&
    before.drawn === after.drawn;
  return same ? before : after;
}
