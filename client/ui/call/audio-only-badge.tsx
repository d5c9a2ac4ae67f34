// Says over the stage that no pictures are received, and brings them back. Used by stage-badges.
import { VideoOff } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function AudioOnlyBadge() {
  const texts = useTexts();
  const actions = useActions();
  const audioOnly = useMeeting((state) => state.preferences.audioOnly);
  if (!audioOnly) return null;
  return (
    <div className="pointer-events-auto flex animate-appear items-center gap-3 rounded-full border border-line bg-surface py-1 pr-1 pl-4 text-sm shadow-float">
      <VideoOff aria-hidden="true" className="size-4 shrink-0 text-ink-soft" />
      <p>{texts.call.audioOnly}</p>
      <Button
        look="quiet"
        className="h-9 rounded-full px-3 text-sm"
        onClick={() => void actions.setPreferences({ audioOnly: false })}
      >
        {texts.call.showPictures}
      </Button>
    </div>
  );
}
