// Mouse, finger and pen on a shared screen while a tool is in hand. Used by the overlay.
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { AnnotationColour, AnnotationPoint } from '../../../protocol/drawing/drawing.ts';
import { useActions } from '../state/meeting-context.ts';
import { createDrawingHand, type DrawingHand } from './drawing-hand.ts';
import { placeOnPicture } from './annotation-place.ts';
import type { PictureSize } from './use-picture-size.ts';

export type AnnotationTool = 'pointer' | 'pen';

export interface DrawingHandOptions {
  readonly producerId: string;
  readonly size: PictureSize;
  /** Without one the hand moves the picture, not the annotations. */
  readonly tool: AnnotationTool | undefined;
  readonly colour: AnnotationColour;
  readonly lastOwnStroke: number | undefined;
  readonly onOwnStroke: (colour: AnnotationColour, points: readonly AnnotationPoint[]) => void;
}

export function useDrawingHand(ref: RefObject<SVGSVGElement | null>, options: DrawingHandOptions): void {
  const { producerId, size, tool, colour, lastOwnStroke, onOwnStroke } = options;
  const actions = useActions();
  const numberRef = useRef(0);
  const nextStroke = useEffectEvent(() => {
    numberRef.current = Math.max(numberRef.current, lastOwnStroke ?? 0) + 1;
    return numberRef.current;
  });
  const show = useEffectEvent(onOwnStroke);
  const placeOf = useEffectEvent((event: PointerEvent, svg: SVGSVGElement) =>
    placeOnPicture({ x: event.clientX, y: event.clientY }, svg.getBoundingClientRect(), size),
  );
  const begin = useEffectEvent((hand: DrawingHand, at: AnnotationPoint) => hand.penDown(colour, at));
  useEffect(() => {
    const svg = ref.current;
    if (!svg || !tool) return;
    const hand = createDrawingHand({
      point: (at) => actions.pointAt(producerId, at),
      draw: (piece, from) => actions.drawPiece(producerId, piece, from),
      onOwnStroke: (strokeColour, points) => show(strokeColour, points),
      nextStroke: () => nextStroke(),
    });
    const press = (event: PointerEvent) => {
      if (!event.isPrimary || event.button !== 0) return;
      // Keeps the focus on the tool, and text from being selected.
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      if (tool === 'pen') begin(hand, placeOf(event, svg));
      else hand.point(placeOf(event, svg));
    };
    const move = (event: PointerEvent) => {
      if (!event.isPrimary) return;
      if (tool === 'pointer') hand.point(placeOf(event, svg));
      else for (const each of pathOf(event)) hand.penMove(placeOf(each, svg));
    };
    const lift = (event: PointerEvent) => event.isPrimary && hand.penUp();
    const listening = new AbortController();
    const { signal } = listening;
    svg.addEventListener('pointerdown', press, { signal });
    svg.addEventListener('pointermove', move, { signal });
    svg.addEventListener('pointerup', lift, { signal });
    svg.addEventListener('pointercancel', lift, { signal });
    for (const name of ['pointerdown', 'pointermove', 'dblclick'] as const)
      svg.addEventListener(name, (event) => keepFromZoom(event, tool), { signal });
    return () => {
      listening.abort();
      hand.penUp();
    };
  }, [ref, actions, producerId, tool]);
}

/** A mouse that points can still drag the enlarged picture; whatever else is done here is for the annotations alone. */
function keepFromZoom(event: MouseEvent, tool: AnnotationTool): void {
  const isMouse = event instanceof PointerEvent && event.pointerType === 'mouse';
  if (tool === 'pen' || !isMouse) event.stopPropagation();
}

/** All places that the pointer passed since the last event, where the browser tells them. */
function pathOf(event: PointerEvent): PointerEvent[] {
  const passed = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [];
  return passed.length > 0 ? passed : [event];
}
