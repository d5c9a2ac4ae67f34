// Calls the other members of a conversation. Stands in its title.
import { Phone } from 'lucide-react';
import type { ConversationState } from '../../../protocol/messages/model.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

/** Nothing where there is no one to call: among one's own notes, in the chat of a meeting, after one left. */
export function CallButton({ state }: { readonly state: ConversationState }) {
  const texts = useTexts().ringing;
  const { ringing } = useActions();
  const isRinging = useMeeting((all) => all.ringing.outgoing?.stage === 'ringing' || all.phase === 'joining');
  const own = useMeeting((all) => all.account?.accountId);
  const hasOthers = useMeeting((all) =>
    all.conversations.items
      .find(({ id }) => id === state.conversation)
      ?.members.some(({ accountId, present }) => present && accountId !== own),
  );
  if (!state.present || hasOthers !== true || (state.kind !== 'direct' && state.kind !== 'group'))
    return null;
  return (
    <IconButton
      icon={Phone}
      label={state.kind === 'group' ? texts.startGroup : texts.start}
      data-testid="call-start"
      disabled={isRinging}
      onClick={() => void ringing.ring(state.conversation)}
    />
  );
}
