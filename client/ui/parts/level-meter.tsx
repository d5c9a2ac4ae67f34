// A bar that shows how loud a voice is, moved without React. Used by the settings and by the device check.
import type { RefObject } from 'react';

/** @param meterRef from `useLevel` or `useVoiceLevel` */
export function LevelMeter({ meterRef }: { readonly meterRef: RefObject<HTMLDivElement | null> }) {
  return (
    <div
      ref={meterRef}
      aria-hidden="true"
      data-testid="level-meter"
      className="h-1.5 overflow-hidden rounded-full bg-raised"
    >
      <div className="level-bar h-full rounded-full bg-speaking" />
    </div>
  );
}
