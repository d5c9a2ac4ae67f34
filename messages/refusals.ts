// Who may do what in a conversation. Pure; each function answers the code of the refusal, or `undefined` where it is allowed.
import type { ErrorCode } from '../protocol/error-codes.ts';
import { groupMembersMax } from '../protocol/messages/message-limits.ts';
import type { ConversationKind, MemberRole } from '../protocol/messages/model.ts';

/** A member, as far as it matters to what they may do. */
export interface Actor {
  readonly accountId: string;
  readonly role: MemberRole;
  /** The last message before the member left; `undefined` while the member is there. */
  readonly leftSeq: number | undefined;
  readonly hasWritten: boolean;
}

interface ChangedMessage {
  readonly senderId: string;
  readonly recalled: boolean;
}

/**
 * A stranger gets one message until they answer.
 * @param areContacts whether the two are contacts: those write as they like
 * @param other the other member of a direct conversation; none of a group, or of a conversation with oneself
 */
export function refusalToWrite(
  actor: Actor,
  other: Actor | undefined,
  areContacts = false,
): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  return other !== undefined && !areContacts && actor.hasWritten && !other.hasWritten
    ? 'awaiting-answer'
    : undefined;
}

/** All members are named by who runs a group. */
export function refusalToNameAll(kind: ConversationKind, actor: Actor): ErrorCode | undefined {
  if (kind !== 'group') return 'not-a-group';
  return isAdmin(actor) ? undefined : 'not-group-admin';
}

export function refusalToEdit(actor: Actor, message: ChangedMessage): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  if (message.senderId !== actor.accountId) return 'not-your-message';
  return message.recalled ? 'message-recalled' : undefined;
}

/** Owner and admins of a group take away what others wrote there. */
export function refusalToRecall(
  kind: ConversationKind,
  actor: Actor,
  message: ChangedMessage,
): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  const isOwn = message.senderId === actor.accountId;
  return isOwn || (kind === 'group' && isAdmin(actor)) ? undefined : 'not-your-message';
}

/** Each member chooses emoji for what was said. */
export function refusalToReact(actor: Actor, message: ChangedMessage): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  return message.recalled ? 'message-recalled' : undefined;
}

/** In a group owner and admins pin, elsewhere each member. */
export function refusalToPin(
  kind: ConversationKind,
  actor: Actor,
  message: ChangedMessage,
): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  if (kind === 'group' && !isAdmin(actor)) return 'not-group-admin';
  return message.recalled ? 'message-recalled' : undefined;
}

/** How long messages are kept is for the owner of a group, and for both in a direct conversation. */
export function refusalToKeep(kind: ConversationKind, actor: Actor): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  if (kind === 'room' || kind === 'aside') return 'not-a-group';
  return kind === 'group' && actor.role !== 'owner' ? 'not-group-owner' : undefined;
}

/** @param presentCount members before; @param addedCount how many come */
export function refusalToAdd(
  kind: ConversationKind,
  actor: Actor,
  presentCount: number,
  addedCount: number,
): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  if (kind !== 'group') return 'not-a-group';
  if (!isAdmin(actor)) return 'not-group-admin';
  return presentCount + addedCount > groupMembersMax ? 'group-full' : undefined;
}

/** The owner removes all others, an admin plain members. */
export function refusalToRemove(kind: ConversationKind, actor: Actor, target: Actor): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  if (kind !== 'group') return 'not-a-group';
  const mayRemove = actor.role === 'owner' || (actor.role === 'admin' && target.role === 'member');
  return mayRemove && target.role !== 'owner' ? undefined : 'not-group-admin';
}

function isAdmin({ role }: Actor): boolean {
  return role === 'owner' || role === 'admin';
}
