// Shown in place of the lobby when the account went on in another window or on another device: the call is taken back from there only
// when its owner asks for it here.
import { MonitorSmartphone } from 'lucide-react';
import type { Invitation } from '../../link/invitation.ts';
import { Button } from '../parts/button.tsx';
import { Logo } from '../parts/logo.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function MovedScreen({ from }: { readonly from: Invitation }) {
  const texts = useTexts();
  const actions = useActions();
  const joining = useMeeting((state) => state.phase === 'joining');
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <header className="flex items-center px-4 py-3 sm:px-6">
        <Logo />
      </header>
      <main className="m-auto w-full max-w-[27rem] px-4 pt-2 pb-14">
        <div className="rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-8">
          <span className="mb-4 grid size-11 place-items-center rounded-xl bg-accent-soft text-accent-ink">
            <MonitorSmartphone aria-hidden="true" className="size-5.5" />
          </span>
          <ScreenTitle className="text-xl">{texts.moved.title}</ScreenTitle>
          <p className="mt-2 text-ink-soft">{texts.moved.text(from.number)}</p>
          <div className="mt-6 flex flex-col gap-3">
            <Button
              look="primary"
              busy={joining}
              data-testid="moved-join"
              onClick={() => void actions.bringBack()}
            >
              {texts.moved.join}
            </Button>
            <Button data-testid="moved-lobby" disabled={joining} onClick={actions.forgetMoved}>
              {texts.moved.lobby}
            </Button>
          </div>
        </div>
      </main>
    </div>
  );
}
