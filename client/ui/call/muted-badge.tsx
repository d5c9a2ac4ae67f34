// Tells a person who speaks while muted that the others do not hear them. Used by stage-badges.
import { MicOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useInterface } from '../state/interface-store.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { noMutedHint, planMutedHint } from './plan-muted-hint.ts';

export function MutedBadge() {
  const texts = useTexts();
  const shown = useMutedHint();
  const shortcutsOn = useInterface((state) => state.shortcutsOn);
  return (
    <output>
      {shown && (
        <span className="flex animate-appear items-center gap-2.5 rounded-full bg-warning-soft px-4 py-2 text-sm font-medium text-warning-ink shadow-float">
          <MicOff aria-hidden="true" className="size-4.5 shrink-0" />
          {shortcutsOn ? texts.call.mutedHintWithKeys : texts.call.mutedHint}
        </span>
      )}
    </output>
  );
}

/** The engine reports the own level while muted too, once the microphone has been opened. */
function useMutedHint(): boolean {
  const actions = useActions();
  const selfPeerId = useMeeting((state) => state.room?.selfPeerId);
  const muted = useMeeting((state) => state.microphone === 'off');
  const hintRef = useRef(noMutedHint);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!muted || selfPeerId === undefined) return;
    const end = actions.onLevel(selfPeerId, (_levelDb, speaking) => {
      const nowMs = performance.now();
      hintRef.current = planMutedHint(hintRef.current, speaking, nowMs);
      setShown(nowMs < hintRef.current.shownUntilMs);
    });
    return () => {
      end();
      hintRef.current = noMutedHint;
      setShown(false);
    };
  }, [actions, selfPeerId, muted]);
  return shown;
}
