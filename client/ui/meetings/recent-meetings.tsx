// Meetings joined before, each one press away. Used by Home and the page of meetings.
import { History } from 'lucide-react';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function RecentMeetings({ onPress }: { readonly onPress: (number: string) => void }) {
  const texts = useTexts();
  const numbers = useMeeting((state) => state.recentNumbers);
  return (
    <section aria-labelledby="recent-title" className="mt-8">
      <h2 id="recent-title" className="mb-3 text-sm font-medium text-ink-soft">
        {texts.lobby.recent}
      </h2>
      {numbers.length === 0 ? (
        <p className="text-[0.9375rem] text-ink-soft">{texts.lobby.noRecent}</p>
      ) : (
        <ul className="flex flex-wrap gap-2">
          {numbers.map((number) => (
            <li key={number}>
              <button
                type="button"
                aria-label={texts.lobby.rejoin(number)}
                onClick={() => onPress(number)}
                className="flex h-10 items-center gap-2 rounded-lg border border-line bg-surface px-3 tabular-nums transition-colors hover:bg-raised"
              >
                <History aria-hidden="true" className="size-4 text-ink-soft" />
                {number}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
