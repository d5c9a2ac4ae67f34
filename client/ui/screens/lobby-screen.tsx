// Where a signed-in person starts or joins a meeting.
import { Plus } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { Logo } from '../parts/logo.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import type { Invitation } from '../state/invitation.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { AccountMenu } from './account-menu.tsx';
import { JoinForm } from './join-form.tsx';
import { RecentNumbers } from './recent-numbers.tsx';

const cardClass = 'flex flex-col rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-7';

export function LobbyScreen({ invitation }: { readonly invitation: Invitation | undefined }) {
  const texts = useTexts();
  const actions = useActions();
  const nickname = useMeeting((state) => state.account?.nickname ?? '');
  const joining = useMeeting((state) => state.phase === 'joining');
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <header className="flex items-center justify-between gap-3 px-4 py-3 sm:px-6">
        <Logo />
        <AccountMenu />
      </header>
      <main className="m-auto w-full max-w-3xl px-4 pt-4 pb-14">
        <ScreenTitle className="mb-6 text-2xl break-words sm:text-3xl">
          {texts.lobby.greeting(nickname)}
        </ScreenTitle>
        <output className="sr-only">{joining && texts.lobby.joining}</output>
        <div className="grid gap-4 sm:grid-cols-2">
          <section aria-labelledby="create-title" className={cardClass}>
            <h2 id="create-title" className="text-lg font-semibold">
              {texts.lobby.createTitle}
            </h2>
            <p className="mt-1 mb-6 text-[0.9375rem] text-ink-soft">{texts.lobby.createHint}</p>
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
            <h2 id="join-title" className="text-lg font-semibold">
              {texts.lobby.joinTitle}
            </h2>
            <p className="mt-1 mb-6 text-[0.9375rem] text-ink-soft">{texts.lobby.joinHint}</p>
            <JoinForm key={invitation?.number} initialNumber={invitation?.number ?? ''} />
          </section>
        </div>
        <RecentNumbers />
      </main>
    </div>
  );
}
