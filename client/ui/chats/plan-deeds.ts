// What one may do with a message. The server decides; what it would refuse is not offered. Pure.
import type { Message } from '../../../protocol/messages/model.ts';
import type { ConversationItem } from '../../app/conversations-model.ts';

export type MessageDeed =
  | 'reply'
  | 'edit'
  | 'copy'
  | 'forward'
  | 'select'
  | 'pin'
  | 'unpin'
  | 'readers'
  | 'history'
  | 'recall';

export function planDeeds(
  message: Message,
  { state, members }: Pick<ConversationItem, 'state' | 'members'>,
  ownId: string,
): readonly MessageDeed[] {
  if (message.recalled === true || message.event !== undefined) return [];
  const isOwn = message.senderId === ownId;
  const role = members.find(({ accountId }) => accountId === ownId)?.role;
  const isAdmin = role === 'owner' || role === 'admin';
  const mayPin = state.present && (state.kind === 'direct' || isAdmin);
  const deeds: readonly [MessageDeed, boolean][] = [
    ['reply', state.present],
    ['edit', state.present && isOwn && message.forwardedFrom === undefined],
    ['copy', message.text !== ''],
    ['forward', true],
    ['select', true],
    [message.pinned === true ? 'unpin' : 'pin', mayPin],
    ['readers', isOwn && members.length > 1],
    ['history', message.editedAtMs !== undefined],
    ['recall', state.present && (isOwn || (state.kind === 'group' && isAdmin))],
  ];
  return deeds.flatMap(([deed, isOffered]) => (isOffered ? [deed] : []));
}
