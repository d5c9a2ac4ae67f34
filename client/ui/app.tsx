// The whole client: the frame with the place that the address names, the call over it, and what lies over both.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { useAddress } from './address/address-store.ts';
import { CallLayer } from './call/call-layer.tsx';
import { type CallLayerPlan, planCallLayer } from './call/plan-call-layer.ts';
import { useUnread } from './chats/use-unread.ts';
import { Message } from './parts/message.tsx';
import { SearchDialog } from './search/search-dialog.tsx';
import { Palette } from './palette/palette.tsx';
import { usePaletteKey } from './palette/use-palette-key.ts';
import { MoveCallDialog } from './screens/move-call-dialog.tsx';
import { MovedScreen } from './screens/moved-screen.tsx';
import { planShown, type Shown } from './screens/plan-shown.ts';
import { WaitingScreen } from './screens/waiting-screen.tsx';
import { WelcomeScreen } from './screens/welcome-screen.tsx';
import { RingLayer } from './ringing/ring-layer.tsx';
import { areaOf } from './shell/areas.ts';
import { Frame } from './shell/frame.tsx';
import { useWidth } from './shell/use-width.ts';
import { planLowerEdge } from './toasts/plan-toasts.ts';
import { Toasts } from './toasts/toasts.tsx';
import { useInterface } from './state/interface-store.ts';
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
          <RingLayer />
          <MoveCallDialog />
        </Tooltip.Provider>
      </MeetingContext>
    </CSPProvider>
  );
}

function Layers() {
  const shown = useMeeting(planShown);
  const phase = useMeeting((state) => state.phase);
  const address = useAddress();
  const followed = useInvitation();
  const layer = planCallLayer(phase, address);
  const hasFrame = shown === 'address' || layer === 'strip';
  const edge = planLowerEdge(useWidth(), hasFrame, layer);
  useDocumentTitle(layer);
  useCallSince(phase === 'call');
  return (
    <>
      {hasFrame && <Frame address={address} hasStrip={layer === 'strip'} />}
      {shown !== 'call' && shown !== 'address' && <Screen shown={shown} />}
      {(shown === 'address' || shown === 'call') && <PaletteLayer />}
      <Toasts edge={edge} />
      {shown === 'call' && <CallLayer isFull={layer === 'full'} {...followed} />}
    </>
  );
}

/** For those who are signed in. */
function PaletteLayer() {
  usePaletteKey();
  return (
    <>
      <Palette />
      <SearchDialog />
    </>
  );
}

/** Notes when the call began in this page. */
function useCallSince(inCall: boolean): void {
  const setCallSince = useInterface((state) => state.setCallSince);
  useEffect(() => setCallSince(inCall ? Date.now() : undefined), [inCall, setCallSince]);
}

/** What has to end before there is a frame. */
function Screen({ shown }: { readonly shown: Exclude<Shown, 'call' | 'address'> }) {
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
  }
}

/** The whole call, or else the place, where it is another than Home; before it the count of unread messages. */
function useDocumentTitle(layer: CallLayerPlan): void {
  const texts = useTexts();
  const number = useMeeting((state) => state.room?.number);
  const shown = useMeeting(planShown);
  const { kind } = useAddress();
  const unread = useUnread();
  useEffect(() => {
    const area = areaOf(kind);
    const isPlace = (shown === 'address' || layer === 'strip') && area.address.kind !== 'home';
    const place = isPlace ? area.name(texts) : undefined;
    const name = layer === 'full' && number !== undefined ? texts.call.title(number) : place;
    const title = name === undefined ? 'Plenum' : `${name} – Plenum`;
    document.title = unread === 0 ? title : texts.chats.windowTitle(unread, title);
  }, [number, shown, layer, kind, texts, unread]);
}
