// A finger that rests opens what a right click opens.
import { type PointerEvent, useRef } from 'react';

const longPressMs = 500;
/** A finger that moves further scrolls. */
const tolerancePx = 10;

export function useLongPress(onPress: () => void) {
  const held = useRef<{
    readonly timer: ReturnType<typeof setTimeout>;
    readonly x: number;
    readonly y: number;
  }>(undefined);
  const end = () => {
    clearTimeout(held.current?.timer);
    held.current = undefined;
  };
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      end();
      if (pointerType === 'touch') held.current = { timer: setTimeout(onPress, longPressMs), x, y };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const { x = clientX, y = clientY } = held.current ?? {};
      if (Math.hypot(clientX - x, clientY - y) > tolerancePx) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
