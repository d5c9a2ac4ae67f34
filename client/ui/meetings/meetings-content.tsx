// The page of meetings: those joined before, each one press away.
import { ScreenTitle } from '../parts/screen-title.tsx';
import { Page } from '../shell/page.tsx';
import { useJoin } from '../state/use-join.ts';
import { useTexts } from '../texts/language-store.ts';
import { RecentMeetings, RunningMeetings } from './recent-meetings.tsx';

export function MeetingsContent() {
  const texts = useTexts();
  const join = useJoin();
  return (
    <Page width="list">
      <ScreenTitle className="mb-6 text-2xl sm:text-3xl">{texts.shell.meetings}</ScreenTitle>
      <RunningMeetings onPress={join} />
      <RecentMeetings onPress={join} />
    </Page>
  );
}
