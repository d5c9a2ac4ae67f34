// Enlarges and moves the picture in a tile by wheel, pointer and keys. Used by the tiles of shared screens.
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { panBy, wholeView, type ZoomView, zoomAt } from './plan-zoom.ts';

/** One press of a button or key. */
const stepFactor = 1.5;
/** A notch of a wheel is some 100 units, and enlarges by a fifth. */
const wheelFactor = 1.002;
const panStepPx = 60;

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
  const sizeOf = () => ({ width: ref.current?.clientWidth ?? 0, height: ref.current?.clientHeight ?? 0 });
  const step = (factor: number) => {
    const size = sizeOf();
    setView(zoomAt(view, factor, { x: size.width / 2, y: size.height / 2 }, size));
  };
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const box = ref.current?.getBoundingClientRect();
    if (!box) return;
    event.preventDefault();
    const point = { x: event.clientX - box.left, y: event.clientY - box.top };
    setView(zoomAt(view, wheelFactor ** -event.deltaY, point, sizeOf()));
  });
  const onDrag = useEffectEvent((event: PointerEvent) => {
    const dragged = event.buttons === 1 && !(event.target as Element).closest('button');
    if (dragged) setView(panBy(view, event.movementX, event.movementY, sizeOf()));
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
    element.addEventListener('pointermove', onDrag, { signal });
    element.addEventListener('keydown', onKey, { signal });
    return () => listening.abort();
  }, [ref, on]);
  return {
    view: on ? view : wholeView,
    zoomIn: () => step(stepFactor),
    zoomOut: () => step(1 / stepFactor),
  };
}
