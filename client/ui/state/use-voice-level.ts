// Puts a voice level onto an element without React: `--level` 0..1, and `data-speaking` during speech.
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { LevelListener } from '../../app/meeting-model.ts';
import { useActions } from './meeting-context.ts';

/** Levels in dBFS between which the meter moves: softer is silence, louder is full. */
const softDb = -60;
const loudDb = -10;

/**
 * @param listen begins to report levels and returns the end; listening starts anew when it changes
 * @returns the ref of the element that carries the level
 */
export function useLevel<E extends HTMLElement>(
  listen: (listener: LevelListener) => () => void,
): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(
    () =>
      listen((levelDb, speaking) => {
        const level = Math.min(1, Math.max(0, (levelDb - softDb) / (loudDb - softDb)));
        ref.current?.style.setProperty('--level', level.toFixed(2));
        ref.current?.toggleAttribute('data-speaking', speaking);
      }),
    [listen],
  );
  return ref;
}

/** The level of a peer in the call. */
export function useVoiceLevel<E extends HTMLElement>(peerId: string): RefObject<E | null> {
  const actions = useActions();
  return useLevel<E>(
    useCallback((listener: LevelListener) => actions.onLevel(peerId, listener), [actions, peerId]),
  );
}
