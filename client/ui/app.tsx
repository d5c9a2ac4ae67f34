// Which screen is shown for which phase of the meeting, and what lies over all of them.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { CallView } from './call/call-view.tsx';
import { Message } from './parts/message.tsx';
import { LobbyScreen } from './screens/lobby-screen.tsx';
import { MovedScreen } from './screens/moved-screen.tsx';
import { SwitchMeetingDialog } from './screens/switch-meeting-dialog.tsx';
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
          <Screen />
        </Tooltip.Provider>
      </MeetingContext>
    </CSPProvider>
  );
}

function Screen() {
  const texts = useTexts();
  const phase = useMeeting((state) => state.phase);
  const number = useMeeting((state) => state.room?.number);
  const returningTo = useMeeting((state) => state.returningTo);
  const movedFrom = useMeeting((state) => state.movedFrom);
  const { invitation, follow, decline } = useInvitation();
  useEffect(() => {
    document.title = number === undefined ? 'Plenum' : `${texts.call.title(number)} – Plenum`;
  }, [number, texts]);
  if (returningTo !== undefined && phase !== 'call')
    return <WaitingScreen text={texts.welcome.returning(returningTo)} />;
  switch (phase) {
    case 'starting':
      return <WaitingScreen text={texts.welcome.starting} />;
    case 'signed-out':
      return <WelcomeScreen invitation={invitation} />;
    // The lobby stays while a room is joined: a refusal must not cost what was typed.
    case 'lobby':
    case 'joining':
      return movedFrom ? <MovedScreen from={movedFrom} /> : <LobbyScreen invitation={invitation} />;
    case 'call':
      return (
        <>
          <CallView />
          {number !== undefined && invitation !== undefined && invitation.number !== number && (
            <SwitchMeetingDialog
              from={number}
              invitation={invitation}
              onSwitch={() => void follow()}
              onStay={decline}
            />
          )}
        </>
      );
  }
}
