// Home: what is going on, and where one starts or joins a meeting.
import { goTo } from '../address/address-store.ts';
import { LogIn, type LucideIcon, Plus, Video } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import { OpenInDesktop } from '../screens/open-in-desktop.tsx';
import type { AreaProps } from '../shell/area.ts';
import { Page } from '../shell/page.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { RecentMeetings, RunningMeetings } from '../meetings/recent-meetings.tsx';
import { DeviceCheck } from './device-check.tsx';
import { JoinForm } from './join-form.tsx';
import { UnreadConversations } from './unread-conversations.tsx';
import { useState } from 'react';

const cardClass = 'flex flex-col rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-7';

export function HomeContent({ address }: AreaProps) {
  const texts = useTexts();
  const actions = useActions();
  const nickname = useMeeting((state) => state.account?.nickname ?? '');
  const joining = useMeeting((state) => state.phase === 'joining');
  const inCall = useMeeting((state) => state.phase === 'call');
  const invitation = address.kind === 'meeting' ? address.invitation : undefined;
  // A number that was pressed stands in the field, so that a PIN asked for, or a complaint, has its number beside it.
  const [pressed, setPressed] = useState<{ readonly number: string; readonly times: number }>();
  const rejoin = (number: string) => {
    // The address asks before the call is left.
    if (inCall) return goTo({ kind: 'meeting', invitation: { number } });
    setPressed((before) => ({ number, times: (before?.times ?? 0) + 1 }));
    void actions.joinRoom(number);
  };
  return (
    <Page>
      <ScreenTitle className="mb-6 text-2xl break-words sm:text-3xl">
        {texts.lobby.greeting(nickname)}
      </ScreenTitle>
      {address.kind === 'unknown' && (
        <output
          data-testid="address-unknown"
          className="mb-4 block rounded-xl bg-warning-soft px-4 py-3 text-warning-ink"
        >
          {texts.lobby.unknownAddress}
        </output>
      )}
      <output className="sr-only">{joining && texts.lobby.joining}</output>
      <RunningMeetings onPress={rejoin} />
      {!inCall && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <section aria-labelledby="create-title" className={cardClass}>
              <CardHead
                id="create-title"
                icon={Video}
                title={texts.lobby.createTitle}
                hint={texts.lobby.createHint}
              />
              <Button
                look="primary"
                busy={joining}
                data-testid="meeting-create"
                className="mt-auto"
                onClick={() => void actions.createRoom()}
              >
                <Plus aria-hidden="true" className="size-5" />
                {texts.lobby.create}
              </Button>
            </section>
            <section aria-labelledby="join-title" className={cardClass}>
              <CardHead
                id="join-title"
                icon={LogIn}
                title={texts.lobby.joinTitle}
                hint={texts.lobby.joinHint}
              />
              <JoinForm
                key={`${invitation?.number} ${pressed?.times}`}
                initialNumber={pressed?.number ?? invitation?.number ?? ''}
              />
            </section>
          </div>
          <OpenInDesktop invitation={invitation} />
          <DeviceCheck />
        </>
      )}
      <div className="mt-8 grid grid-cols-1 items-start gap-x-4 gap-y-8 lg:grid-cols-2">
        <UnreadConversations />
        <RecentMeetings onPress={rejoin} />
      </div>
    </Page>
  );
}

interface CardHeadProps {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint: string;
}

function CardHead({ id, icon: Icon, title, hint }: CardHeadProps) {
  return (
    <>
      <span className="mb-4 grid size-11 place-items-center rounded-xl bg-accent-soft text-accent-ink">
        <Icon aria-hidden="true" className="size-5.5" />
      </span>
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <p className="mt-1 mb-6 text-[0.9375rem] text-ink-soft">{hint}</p>
    </>
  );
}
