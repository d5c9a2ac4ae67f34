// Space opens the microphone while it is held. Used by the call.
import { useEffect, useEffectEvent, useRef } from 'react';
import { useActions } from '../state/meeting-context.ts';
import { hasOwnKeys } from './shortcuts.ts';

const pressable = 'button, a, select, [role="switch"]';

/** Where Space means something else it keeps its meaning: in fields, in what lies over the call, on buttons and lists of choices. */
export function useTalkKey(on: boolean): void {
  const actions = useActions();
  // What was clicked, a button or a list of choices, keeps the focus, yet a click does not mean that Space should press it again.
  const clickedRef = useRef<Element>(null);
  const isTaken = ({ target, key }: KeyboardEvent): boolean => {
    if (!(target instanceof Element)) return false;
    return hasOwnKeys(target, key) || (target.matches(pressable) && target !== clickedRef.current);
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.code === 'Tab') clickedRef.current = null;
    if (event.code !== 'Space' || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    event.preventDefault();
    if (!event.repeat) void actions.talk(true);
  });
  const release = useEffectEvent((event: KeyboardEvent) => {
    if (event.code !== 'Space') return;
    // The key that ends the talk must not press a button.
    if (!isTaken(event)) event.preventDefault();
    void actions.talk(false);
  });
  const point = useEffectEvent(({ target }: PointerEvent) => {
    clickedRef.current = target instanceof Element ? target.closest(pressable) : null;
  });
  const stop = useEffectEvent(() => void actions.talk(false));
  useEffect(() => {
    if (!on) return;
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    addEventListener('keydown', press, options);
    addEventListener('keyup', release, options);
    addEventListener('pointerdown', point, options);
    // Its release would go to another window.
    addEventListener('blur', stop, options);
    return () => listening.abort();
  }, [on]);
}
