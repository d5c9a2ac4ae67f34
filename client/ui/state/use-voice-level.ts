// Puts a peer's voice level onto an element without React: `--level` 0..1, and `data-speaking` while they speak.
import { type RefObject, useEffect, useRef } from 'react';
import { useActions } from './meeting-context.ts';

/** Levels in dBFS between which the meter moves: softer is silence, louder is full. */
const softDb = -60;
const loudDb = -10;

/** @returns the ref of the element that carries the level */
export function useVoiceLevel<E extends HTMLElement>(peerId: string): RefObject<E | null> {
  const actions = useActions();
  const ref = useRef<E>(null);
  useEffect(
    () =>
      actions.onLevel(peerId, (levelDb, speaking) => {
        const level = Math.min(1, Math.max(0, (levelDb - softDb) / (loudDb - softDb)));
        ref.current?.style.setProperty('--level', level.toFixed(2));
        ref.current?.toggleAttribute('data-speaking', speaking);
      }),
    [actions, peerId],
  );
  return ref;
}
