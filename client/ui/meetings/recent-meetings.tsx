// Meetings that one was in, those that run now first, each one press away. Used by Home and the page of meetings.
import { useState } from 'react';
import type { RecentMeeting } from '../../app/stored-account-choices.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { formatAgo } from './format-ago.ts';
import { MeetingRow } from './meeting-row.tsx';
import { PeopleLine } from './people-line.tsx';
import { useRunning } from './use-running.ts';

const listClass = 'divide-y divide-line rounded-2xl border border-line bg-surface py-1 shadow-card';
const titleClass = 'mb-3 text-sm font-medium text-ink-soft';

interface MeetingListProps {
  readonly onPress: (number: string) => void;
}

/** Nothing while none runs. */
export function RunningMeetings({ onPress }: MeetingListProps) {
  const texts = useTexts();
  const running = useRunning();
  if (running.length === 0) return null;
  return (
    <section aria-labelledby="running-title" className="mb-6">
      <h2 id="running-title" className={titleClass}>
        {texts.meetings.now}
      </h2>
      <ul className={listClass}>
        {running.map(({ number, count, nicknames }) => (
          <MeetingRow key={number} number={number} isRunning onJoin={() => onPress(number)}>
            {texts.meetings.inside(count)} · <PeopleLine nicknames={nicknames} count={count} />
          </MeetingRow>
        ))}
      </ul>
    </section>
  );
}

export function RecentMeetings({ onPress }: MeetingListProps) {
  const texts = useTexts();
  const meetings = useMeeting((state) => state.recentMeetings);
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" className={titleClass}>
        {texts.lobby.recent}
      </h2>
      {meetings.length === 0 ? (
        <p className="text-[0.9375rem] text-ink-soft">{texts.lobby.noRecent}</p>
      ) : (
        <ul className={listClass}>
          {meetings.map((meeting) => (
            <MeetingRow
              key={meeting.number}
              number={meeting.number}
              isRunning={false}
              onJoin={() => onPress(meeting.number)}
            >
              <AboutMeeting meeting={meeting} />
            </MeetingRow>
          ))}
        </ul>
      )}
    </section>
  );
}

function AboutMeeting({ meeting: { atMs, people } }: { readonly meeting: RecentMeeting }) {
  const texts = useTexts();
  // As it was when the row came into sight.
  const [nowMs] = useState(() => Date.now());
  const ago = atMs > 0 && formatAgo(atMs, nowMs, texts.tag);
  return (
    <>
      {ago}
      {ago && people.length > 0 && ' · '}
      <PeopleLine nicknames={people} />
    </>
  );
}
