// Says over the stage that the connection is being restored. Used by stage-badges.
import { Spinner } from '../parts/spinner.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function ReconnectingBadge() {
  const texts = useTexts();
  const reconnecting = useMeeting((state) => state.reconnecting);
  return (
    <output>
      {reconnecting && (
        <span className="flex animate-appear items-center gap-2.5 rounded-full bg-warning-soft px-4 py-2 text-sm font-medium text-warning-ink shadow-float">
          <Spinner className="size-4.5" />
          {texts.call.reconnecting}
        </span>
      )}
    </output>
  );
}
