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
  conversation: StoredConversation,
  member: StoredMember,
  unread: number,
): ConversationState {
  const { id, kind, title, lastSeq, lastChange, activeAtMs } = conversation;
  const { toSeq, upToChange } = visiblePart({ lastSeq, lastChange }, member);
  return {
    conversation: id,
    kind,
    ...(title !== undefined && { title }),
    ...(kind === 'aside' && { meetingId: meetingOf(conversation) }),
    present: member.leftSeq === undefined,
    change: upToChange,
    lastSeq: toSeq,
    joinedSeq: member.joinedSeq,
    readSeq: member.readSeq,
    unread,
    activeAtMs,
  };
}

/** The conversation of the meeting that a conversation belongs to; `undefined` where it belongs to none. */
export function meetingOf({ id, kind, directKey }: StoredConversation): string | undefined {
  if (kind === 'aside') return directKey?.split(':', 1)[0];
  return kind === 'room' ? id : undefined;
}
