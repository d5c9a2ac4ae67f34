// A bar that shows how loud somebody is, moved without React. Used by the settings.
import { useVoiceLevel } from '../state/use-voice-level.ts';

export function LevelMeter({ peerId }: { readonly peerId: string }) {
  const ref = useVoiceLevel<HTMLDivElement>(peerId);
  return (
    <div ref={ref} aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-raised">
      <div className="level-bar h-full rounded-full bg-speaking" />
    </div>
  );
}
