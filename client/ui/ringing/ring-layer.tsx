// Calls that ring here, and the one that was begun here, above every screen.
import { Phone, PhoneCall, PhoneOff, X } from 'lucide-react';
import { useEffect } from 'react';
import type { OutgoingRing } from '../../app/ringing-model.ts';
import type { IncomingRing } from '../../../protocol/ringing/model.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { planRingSound } from './plan-ring-sound.ts';
import { playRing } from './ring-sound.ts';

const cardClass =
  'pointer-events-auto w-full max-w-sm animate-appear rounded-2xl border border-line bg-surface p-4 text-ink shadow-float';

export function RingLayer() {
  const incoming = useMeeting((state) => state.ringing.incoming);
  const outgoing = useMeeting((state) => state.ringing.outgoing);
  const inCall = useMeeting((state) => state.phase === 'call');
  useRingSound();
  const shownOutgoing = inCall ? outgoing : undefined;
  if (incoming.length === 0 && shownOutgoing === undefined) return null;
  return (
    <div className="pointer-events-none fixed inset-x-0 top-[calc(var(--message-space)+0.75rem)] z-40 flex flex-col items-center gap-3 px-3">
      {incoming.map((ring) => (
        <IncomingCard key={ring.ringId} ring={ring} inCall={inCall} />
      ))}
      {shownOutgoing && <OutgoingCard ring={shownOutgoing} />}
    </div>
  );
}

function IncomingCard({ ring, inCall }: { readonly ring: IncomingRing; readonly inCall: boolean }) {
  const texts = useTexts().ringing;
  const { ringing } = useActions();
  const { nickname } = ring.caller;
  const sentence =
    ring.kind === 'group' ? texts.incomingGroup(nickname, ring.title ?? '') : texts.incoming(nickname);
  return (
    <section role="alertdialog" aria-label={sentence} data-testid="ring-card" className={cardClass}>
      <div className="flex items-center gap-3">
        <Avatar nickname={nickname} className="size-12 text-lg" />
        <p className="min-w-0 flex-1 font-semibold break-words">{sentence}</p>
      </div>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          look="danger"
          data-testid="call-decline"
          className="flex-1"
          onClick={() => void ringing.declineRing(ring.ringId)}
        >
          <PhoneOff aria-hidden="true" className="size-4.5" />
          {texts.decline}
        </Button>
        <Button
          look="primary"
          data-testid="call-accept"
          className="flex-1"
          onClick={() => void ringing.acceptRing(ring.ringId)}
        >
          <Phone aria-hidden="true" className="size-4.5" />
          {inCall ? texts.acceptInstead : texts.accept}
        </Button>
      </div>
    </section>
  );
}

function OutgoingCard({ ring }: { readonly ring: OutgoingRing }) {
  const { ringing } = useActions();
  const texts = useTexts().ringing;
  const { isGroup, name } = useCalled(ring.conversation);
  const sentence = {
    ringing: isGroup ? texts.callingGroup(name) : texts.calling(name),
    declined: isGroup ? texts.declinedGroup : texts.declined(name),
    missed: isGroup ? texts.missedGroup : texts.missed(name),
  }[ring.stage];
  const rings = ring.stage === 'ringing';
  return (
    <section aria-label={sentence} data-testid="ring-outgoing" data-stage={ring.stage} className={cardClass}>
      <div className="flex items-center gap-3">
        <PhoneCall aria-hidden="true" className="size-5 shrink-0 text-accent-ink" />
        <output className="min-w-0 flex-1 break-words">{sentence}</output>
        <IconButton
          icon={rings ? PhoneOff : X}
          label={rings ? texts.stop : texts.dismiss}
          data-testid="call-cancel"
          onClick={() => void ringing.cancelRing()}
        />
      </div>
    </section>
  );
}

/** Whom a call out of a conversation rings. */
function useCalled(conversation: string): { readonly isGroup: boolean; readonly name: string } {
  const texts = useTexts().ringing;
  const own = useMeeting((state) => state.account?.accountId);
  const item = useMeeting((state) => state.conversations.items.find(({ id }) => id === conversation));
  const other = item?.members.find(({ accountId }) => accountId !== own);
  if (item?.state.kind === 'group') return { isGroup: true, name: item.state.title ?? '' };
  return { isGroup: false, name: other?.nickname ?? texts.other };
}

function useRingSound(): void {
  const sound = useMeeting(planRingSound);
  const speakerId = useMeeting((state) => state.preferences.speakerId);
  useEffect(() => (sound === undefined ? undefined : playRing(sound, speakerId)), [sound, speakerId]);
}
