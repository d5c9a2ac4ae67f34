// The whole client: the screen that the address names, the call over it, and what lies over both.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { useAddress } from './address/address-store.ts';
import { CallLayer } from './call/call-layer.tsx';
import { Message } from './parts/message.tsx';
import { MoveCallDialog } from './screens/move-call-dialog.tsx';
import { MovedScreen } from './screens/moved-screen.tsx';
import { planShown } from './screens/plan-shown.ts';
import { screenOf } from './screens/screens.tsx';
import { WaitingScreen } from './screens/waiting-screen.tsx';
import { WelcomeScreen } from './screens/welcome-screen.tsx';
import { type Meeting, MeetingContext, useMeeting } from './state/meeting-context.ts';
import { useInvitation } from './state/use-invitation.ts';
import { useTexts } from './texts/language-store.ts';

/** The whole client in one component; the meeting comes from outside, so that a made-up one can be shown too. */
export function App({ meeting }: { readonly meeting: Meeting }) {
  return (
    <CSPProvider disableStyleElements>
      <MeetingContext value={meeting}>
        <Tooltip.Provider delay={400}>
          <Message />
          <Layers />
          <MoveCallDialog />
        </Tooltip.Provider>
      </MeetingContext>
    </CSPProvider>
  );
}

function Layers() {
  const shown = useMeeting(planShown);
  const followed = useInvitation();
  useDocumentTitle();
  return (
    <>
      {shown !== 'call' && <Screen shown={shown} />}
      {shown === 'call' && <CallLayer {...followed} />}
    </>
  );
}

/** What is shown where no call covers it. */
function Screen({ shown }: { readonly shown: Exclude<ReturnType<typeof planShown>, 'call'> }) {
  const texts = useTexts();
  const address = useAddress();
  const returningTo = useMeeting((state) => state.returningTo ?? '');
  const movedFrom = useMeeting((state) => state.movedFrom);
  switch (shown) {
    case 'starting':
      return <WaitingScreen text={texts.welcome.starting} />;
    case 'returning':
      return <WaitingScreen text={texts.welcome.returning(returningTo)} />;
    case 'signed-out':
      return <WelcomeScreen address={address} />;
    case 'moved':
      return movedFrom && <MovedScreen from={movedFrom} />;
    case 'address':
      return screenOf(address);
  }
}

/** The call if there is one, or else the screen by its name, where it has one. */
function useDocumentTitle(): void {
  const texts = useTexts();
  const number = useMeeting((state) => state.room?.number);
  const shown = useMeeting(planShown);
  const { kind } = useAddress();
  useEffect(() => {
    const named = shown === 'address' && kind === 'settings' ? texts.settings.title : undefined;
    const name = number === undefined ? named : texts.call.title(number);
    document.title = name === undefined ? 'Plenum' : `${name} – Plenum`;
  }, [number, shown, kind, texts]);
}
