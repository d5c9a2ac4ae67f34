// Says over the stage that the browser keeps the call silent, and has it heard. Used by stage-badges.
import { Volume2 } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function HearBadge() {
  const texts = useTexts();
  const actions = useActions();
  const silenced = useMeeting((state) => state.silenced);
  return (
    <output className="max-w-full">
      {silenced && (
        <span className="pointer-events-auto flex animate-appear items-center gap-3 rounded-full bg-warning-soft py-1 pr-1 pl-4 text-sm font-medium text-warning-ink shadow-float">
          {texts.call.silenced}
          <Button
            look="primary"
            data-testid="hear"
            className="h-9 shrink-0 rounded-full px-3 text-sm"
            onClick={() => actions.hear()}
          >
            <Volume2 aria-hidden="true" className="size-4" />
            {texts.call.hear}
          </Button>
        </span>
      )}
    </output>
  );
}
