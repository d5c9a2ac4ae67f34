// The width of the window in CSS pixels, which a zoom makes smaller.
import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

/** The component renders again when the width changes. */
export function useWidth(): number {
  return useSyncExternalStore(subscribe, () => innerWidth);
}
