// Stored rows as clients see them. Pure; used throughout the messages feature.
import type { ConversationState, Member, Message } from '../../../protocol/messages/model.ts';
import { visiblePart } from '../../../messages/visible-part.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { NamedMember, StoredMember } from '../../../sql/member-store.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';

export function toMessage(row: StoredMessage): Message {
  const { seq, change, senderId, clientId, text, sentAtMs, editedAtMs, recalled } = row;
  return {
    seq,
    change,
    senderId,
    clientId,
    text,
    sentAtMs,
    ...(editedAtMs !== undefined && { editedAtMs }),
    ...(recalled && { recalled }),
  };
}

export function toMember({ accountId, nickname, role, leftSeq, change }: NamedMember): Member {
  return { accountId, nickname, role, present: leftSeq === undefined, change };
}

/** @param unread counted up to 100 */
export function toState(
  { id, kind, title, lastSeq, lastChange, activeAtMs }: StoredConversation,
  member: StoredMember,
  unread: number,
): ConversationState {
  const { toSeq, upToChange } = visiblePart({ lastSeq, lastChange }, member);
  return {
    conversation: id,
    kind,
    ...(title !== undefined && { title }),
    present: member.leftSeq === undefined,
    change: upToChange,
    lastSeq: toSeq,
    joinedSeq: member.joinedSeq,
    readSeq: member.readSeq,
    unread,
    activeAtMs,
  };
}
