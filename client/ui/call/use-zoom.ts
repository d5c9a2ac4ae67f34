// Enlarges and moves the picture in a tile by wheel, mouse, fingers and keys. Used by the tiles of shared screens.
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { panBy, pinchBy, type Point, wholeView, type ZoomView, zoomAt } from './plan-zoom.ts';

/** One press of a button or key. */
const stepFactor = 1.5;
/** A notch of a wheel is some 100 units, and enlarges by a fifth. */
const wheelFactor = 1.002;
const panStepPx = 60;
/** A double click looks this much closer, or back at the whole. */
const closerFactor = 2;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [panStepPx, 0],
  ArrowRight: [-panStepPx, 0],
  ArrowUp: [0, panStepPx],
  ArrowDown: [0, -panStepPx],
};

export interface Zoom {
  readonly view: ZoomView;
  zoomIn(): void;
  zoomOut(): void;
}

/** @param on whether the tile can be zoomed; its keys work while the focus is on one of its buttons */
export function useZoom(ref: RefObject<HTMLElement | null>, on: boolean): Zoom {
  const [view, setView] = useState(wholeView);
  /** Where mouse and fingers are that are down on the picture, by pointer id. */
  const pressedRef = useRef(new Map<number, Point>());
  const sizeOf = () => ({ width: ref.current?.clientWidth ?? 0, height: ref.current?.clientHeight ?? 0 });
  const step = (factor: number) => {
    const size = sizeOf();
    setView(zoomAt(view, factor, { x: size.width / 2, y: size.height / 2 }, size));
  };
  const pointOf = (event: MouseEvent): Point => {
    const box = ref.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    setView(zoomAt(view, wheelFactor ** -event.deltaY, pointOf(event), sizeOf()));
  });
  const onDoubleClick = useEffectEvent((event: MouseEvent) => {
    if (isOnButton(event)) return;
    setView(view.scale > 1 ? wholeView : zoomAt(view, closerFactor, pointOf(event), sizeOf()));
  });
  const onDown = useEffectEvent((event: PointerEvent) => {
    if (!isOnButton(event)) pressedRef.current.set(event.pointerId, pointOf(event));
  });
  const onUp = useEffectEvent((event: PointerEvent) => void pressedRef.current.delete(event.pointerId));
  const onMove = useEffectEvent((event: PointerEvent) => {
    const pressed = pressedRef.current;
    const before = pressed.get(event.pointerId);
    if (!before || event.buttons !== 1) return;
    const after = pointOf(event);
    pressed.set(event.pointerId, after);
    const still = Array.from(pressed).find(([pointerId]) => pointerId !== event.pointerId)?.[1];
    if (still) setView(pinchBy(view, still, before, after, sizeOf()));
    else setView(panBy(view, after.x - before.x, after.y - before.y, sizeOf()));
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const [deltaX, deltaY] = arrows[event.key] ?? [0, 0];
    if (event.key === '+') step(stepFactor);
    else if (event.key === '-') step(1 / stepFactor);
    else if (deltaX !== 0 || deltaY !== 0) setView(panBy(view, deltaX, deltaY, sizeOf()));
  });
  useEffect(() => {
    const element = ref.current;
    if (!element || !on) return;
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('wheel', onWheel, { signal, passive: false });
    element.addEventListener('dblclick', onDoubleClick, { signal });
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    // The release may come anywhere.
    for (const name of ['pointerup', 'pointercancel'] as const) addEventListener(name, onUp, { signal });
    element.addEventListener('keydown', onKey, { signal });
    return () => listening.abort();
  }, [ref, on]);
  return {
    view: on ? view : wholeView,
    zoomIn: () => step(stepFactor),
    zoomOut: () => step(1 / stepFactor),
  };
}

function isOnButton({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('button') !== null;
}
