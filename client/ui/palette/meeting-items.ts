// The palette's meetings: those joined before, and the one whose number is typed.
import { Video } from 'lucide-react';
import type { RecentMeeting } from '../../app/stored-account-choices.ts';
import { readMeeting } from '../../link/invitation.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useJoin } from '../state/use-join.ts';
import { useTexts } from '../texts/language-store.ts';
import type { PaletteItem } from './rank-palette.ts';

function peopleIn(meetings: readonly RecentMeeting[], number: string): readonly string[] {
  return meetings.find((meeting) => meeting.number === number)?.people ?? [];
}

export function useMeetingItems(typed: string): readonly PaletteItem[] {
  const texts = useTexts();
  const join = useJoin();
  const meetings = useMeeting((state) => state.recentMeetings);
  const recent = meetings.map(({ number: each }) => each);
  const number = readMeeting(typed)?.number;
  const numbers = number === undefined || recent.includes(number) ? recent : [number, ...recent];
  return numbers.map((each) => ({
    key: each,
    icon: Video,
    label: texts.palette.joinMeeting(each),
    keywords: [each, ...peopleIn(meetings, each)],
    hint: peopleIn(meetings, each).join(', '),
    ...(each === number && { isFound: true }),
    onSelect: () => join(each),
  }));
}
