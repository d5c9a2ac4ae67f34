// Which sound rings. Pure.
import type { MeetingState } from '../../app/meeting-model.ts';
import type { RingSound } from './ring-sound.ts';

type Heard = Pick<MeetingState, 'ringing' | 'conversations' | 'phase'>;

/** One's own call is heard ringing in the call alone; a call out of a conversation that is muted rings silently. */
export function planRingSound(
  { ringing, conversations, phase }: Heard,
  nowMs = Date.now(),
): RingSound | undefined {
  const isHeard = (conversation: string): boolean => {
    const state = conversations.items.find(({ id }) => id === conversation)?.state;
    return (state?.mutedUntilMs ?? 0) <= nowMs;
  };
  if (phase === 'call') return ringing.outgoing?.stage === 'ringing' ? 'outgoing' : undefined;
  return ringing.incoming.some(({ conversation }) => isHeard(conversation)) ? 'incoming' : undefined;
}
