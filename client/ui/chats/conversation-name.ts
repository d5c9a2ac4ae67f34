// What a conversation is called. Pure.
import type { ConversationItem } from '../../app/conversations-model.ts';
import type { Texts } from '../texts/en.ts';

/** The other member of a direct conversation; `undefined` for oneself, who has it alone, and for other kinds. */
export function otherMember(item: Pick<ConversationItem, 'state' | 'members'>, ownId: string) {
  if (item.state.kind !== 'direct') return undefined;
  return item.members.find(({ accountId }) => accountId !== ownId);
}

export function conversationName(
  item: Pick<ConversationItem, 'state' | 'members'>,
  ownId: string,
  texts: Texts,
): string {
  const { kind, title } = item.state;
  if (kind === 'room') return texts.roomChat.roomTitle(title ?? '');
  if (kind === 'aside') {
    const partner = item.members.find(({ accountId }) => accountId !== ownId);
    return texts.roomChat.asideTitle(partner?.nickname ?? '', title ?? '');
  }
  if (kind === 'group') return title ?? texts.chats.meeting;
  const other = otherMember(item, ownId);
  if (other !== undefined) return other.nickname;
  // Without its members it is not known yet whose it is.
  return item.members.length > 0 ? texts.chats.notes : texts.chats.loadingName;
}
