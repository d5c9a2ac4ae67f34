// Where a message that was found stands, in words.
import type { MessageHit } from '../../app/conversations-model.ts';
import { conversationName } from '../chats/conversation-name.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

interface HitPlace {
  /** Of the conversation. */
  readonly name: string;
  /** `undefined` where the conversation's name says it, or no name is known here. */
  readonly sender: string | undefined;
}

export function useHitPlace(): (hit: MessageHit) => HitPlace {
  const texts = useTexts();
  const items = useMeeting((state) => state.conversations.items);
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  return ({ conversation, message: { senderId } }) => {
    const item = items.find(({ id }) => id === conversation);
    if (item === undefined) return { name: texts.chats.loadingName, sender: undefined };
    const name = conversationName(item, ownId, texts);
    if (senderId === ownId) return { name, sender: texts.chats.you };
    const sender = item.members.find(({ accountId }) => accountId === senderId)?.nickname;
    return { name, sender: sender === name ? undefined : sender };
  };
}
