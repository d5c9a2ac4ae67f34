// Strokes and pointers over a shared screen, and the surface that one draws on. Lies on the picture, within its zoom.
import { type CSSProperties, useEffect, useEffectEvent, useRef } from 'react';
import type { AnnotationColour } from '../../../protocol/drawing/drawing.ts';
import { classNames } from '../parts/class-names.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { AnnotationsLayer } from './annotations-layer.ts';
import { type AnnotationTool, useDrawingHand } from './use-drawing-hand.ts';
import type { PictureSize } from './use-picture-size.ts';

interface AnnotationsOverlayProps {
  readonly producerId: string;
  readonly size: PictureSize;
  /** How much the picture is enlarged. */
  readonly zoom: number;
  readonly tool: AnnotationTool | undefined;
  readonly colour: AnnotationColour;
  readonly lastOwnStroke: number | undefined;
}

/** Has the picture's own shape, fitted into the tile as the picture is: what is drawn on both is in the same place. */
export function AnnotationsOverlay({
  producerId,
  size,
  zoom,
  tool,
  colour,
  lastOwnStroke,
}: AnnotationsOverlayProps) {
  const actions = useActions();
  const peers = useMeeting((state) => state.room?.peers);
  const ref = useRef<SVGSVGElement>(null);
  const layerRef = useRef<AnnotationsLayer>(null);
  const nameOf = useEffectEvent((peerId: string) => peers?.find((peer) => peer.peerId === peerId)?.nickname);
  const { width, height } = size;
  useEffect(() => {
    if (!ref.current) return;
    const layer = new AnnotationsLayer(ref.current, { width, height });
    layerRef.current = layer;
    return actions.onDrawing(producerId, {
      changed: ({ strokes }) => layer.showStrokes(strokes),
      pointed: (peerId, at) => layer.showPointer(peerId, nameOf(peerId) ?? '', at),
    });
  }, [actions, producerId, width, height]);
  useDrawingHand(ref, {
    producerId,
    size,
    tool,
    colour,
    lastOwnStroke,
    onOwnStroke: (strokeColour, points) => layerRef.current?.showOwnStroke(strokeColour, points),
  });
  return (
    <svg
      ref={ref}
      data-testid="marks"
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      style={{ '--zoom': zoom } as CSSProperties}
      className={classNames(
        'shared-marks absolute inset-0 size-full',
        tool ? 'cursor-crosshair touch-none' : 'pointer-events-none',
      )}
    />
  );
}
