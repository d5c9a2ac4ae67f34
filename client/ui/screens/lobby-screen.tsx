// Where a signed-in person starts or joins a meeting.
import { useState } from 'react';
import { LogIn, type LucideIcon, Plus, Video } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import type { Invitation } from '../../link/invitation.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { DeviceCheck } from './device-check.tsx';
import { JoinForm } from './join-form.tsx';
import { OpenInDesktop } from './open-in-desktop.tsx';
import { PageFrame } from './page-frame.tsx';
import { RecentNumbers } from './recent-numbers.tsx';

const cardClass = 'flex flex-col rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-7';

interface LobbyScreenProps {
  /** The meeting that the address leads to. */
  readonly invitation?: Invitation;
  /** Shown in place of a screen that there is not. */
  readonly isUnknown?: boolean;
}

export function LobbyScreen({ invitation, isUnknown = false }: LobbyScreenProps) {
  const texts = useTexts();
  const actions = useActions();
  const nickname = useMeeting((state) => state.account?.nickname ?? '');
  const joining = useMeeting((state) => state.phase === 'joining');
  // A number that was pressed stands in the field, so that a PIN asked for, or a complaint, has its number beside it.
  const [pressed, setPressed] = useState<{ readonly number: string; readonly times: number }>();
  const rejoin = (number: string) => {
    setPressed((before) => ({ number, times: (before?.times ?? 0) + 1 }));
    void actions.joinRoom(number);
  };
  return (
    <PageFrame>
      <main className="m-auto w-full max-w-3xl px-4 pt-4 pb-14">
        <ScreenTitle className="mb-6 text-2xl break-words sm:text-3xl">
          {texts.lobby.greeting(nickname)}
        </ScreenTitle>
        {isUnknown && (
          <output
            data-testid="address-unknown"
            className="mb-4 block rounded-xl bg-warning-soft px-4 py-3 text-warning-ink"
          >
            {texts.lobby.unknownAddress}
          </output>
        )}
        <output className="sr-only">{joining && texts.lobby.joining}</output>
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
        <RecentNumbers onPress={rejoin} />
      </main>
    </PageFrame>
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
