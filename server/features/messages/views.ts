// Stored rows as clients see them. Pure; used throughout the messages feature.
import type { ConversationState, Member, Message } from '../../../protocol/messages/model.ts';
import type { Attachment } from '../../../protocol/files/model.ts';
import type { ForwardedFrom } from '../../../protocol/messages/message-parts.ts';
import { visiblePart } from '../../../messages/visible-part.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { NamedMember, StoredMember } from '../../../sql/member-store.ts';
import { plainDetails, type StoredForward } from '../../../sql/message-details.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';

/** A message as one member sees it; of one that was not delivered to it there is no more than the place. */
export type SeenMessage = StoredMessage & { readonly dropped?: boolean };

/** @param hidden numbers of messages that the member does not get */
export function hideDropped(rows: readonly StoredMessage[], hidden: ReadonlySet<number>): SeenMessage[] {
  return rows.map((row) =>
    hidden.has(row.seq)
      ? { ...row, text: '', recalled: true, editedAtMs: undefined, details: plainDetails, dropped: true }
      : row,
  );
}

/** @param attachments of a message that has some */
export function toMessage(row: SeenMessage, attachments: readonly Attachment[] = []): Message {
  const { seq, change, senderId, clientId, text, sentAtMs, editedAtMs, recalled, details } = row;
  const { replyTo, everyone, mentions, forwarded, event, reactions, pinnedChange } = details;
  return {
    seq,
    change,
    senderId,
    clientId,
    text,
    sentAtMs,
    ...(editedAtMs !== undefined && { editedAtMs }),
    ...(recalled && { recalled }),
    ...(replyTo !== undefined && { replyTo }),
    ...(everyone ? { everyone } : mentions.length > 0 && { mentions: [...mentions] }),
    ...(forwarded !== undefined && { forwardedFrom: toForwardedFrom(forwarded) }),
    ...(event !== undefined && { event }),
    ...(attachments.length > 0 && { attachments: [...attachments] }),
    ...(reactions.length > 0 && { reactions: [...reactions] }),
    ...(pinnedChange !== undefined && { pinned: true }),
    ...(row.dropped === true && { dropped: true }),
  };
}

function toForwardedFrom({ nickname, sentAtMs }: StoredForward): ForwardedFrom {
  return { ...(nickname !== undefined && { nickname }), sentAtMs };
}

export function toMember({ accountId, nickname, role, leftSeq, change }: NamedMember): Member {
  return { accountId, nickname, role, present: leftSeq === undefined, change };
}

/** What is counted for a state, and how far other members are. */
export interface Counted {
  /** Both counted up to 100. */
  readonly unread: number;
  readonly mentions: number;
  readonly others: ConversationState['others'];
}

export const nothingCounted: Counted = { unread: 0, mentions: 0, others: { deliveredSeq: 0, readSeq: 0 } };

export function toState(
  conversation: StoredConversation,
  member: StoredMember,
  counted: Counted,
): ConversationState {
  const { id, kind, title, lastSeq, lastChange, activeAtMs, retention } = conversation;
  const { toSeq, upToChange } = visiblePart({ lastSeq, lastChange }, member);
  const { mutedUntilMs, pinned, archived, markedUnread, deliveredSeq } = member.settings;
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
    ...counted,
    activeAtMs,
    event: member.eventNumber,
    deliveredSeq: Math.max(deliveredSeq, member.readSeq),
    ...(mutedUntilMs > 0 && { mutedUntilMs }),
    pinned,
    archived,
    markedUnread,
    ...(retention?.days !== undefined && { keepDays: retention.days }),
    ...(retention !== undefined && retention.keptFromSeq > 1 && { keptFromSeq: retention.keptFromSeq }),
  };
}

/** The conversation of the meeting that a conversation belongs to; `undefined` where it belongs to none. */
export function meetingOf({ id, kind, directKey }: StoredConversation): string | undefined {
  if (kind === 'aside') return directKey?.split(':', 1)[0];
  return kind === 'room' ? id : undefined;
}
