// Tells a speaker that louder voices are forwarded instead of theirs. Used by stage-badges.
import { Ear } from 'lucide-react';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function HeldBadge() {
  const texts = useTexts();
  const shown = useMeeting(
    ({ room, heldVoiceId, microphone }) =>
      microphone === 'on' &&
      heldVoiceId !== undefined &&
      room?.peers
        .find(({ peerId }) => peerId === room.selfPeerId)
        ?.sources.some(({ producerId }) => producerId === heldVoiceId) === true,
  );
  return (
    <output>
      {shown && (
        <span className="flex animate-appear items-center gap-2.5 rounded-full bg-warning-soft px-4 py-2 text-sm font-medium text-warning-ink shadow-float">
          <Ear aria-hidden="true" className="size-4.5 shrink-0" />
          {texts.call.heldHint}
        </span>
      )}
    </output>
  );
}
