// Who may ring whom out of a conversation. Pure.
import type { ErrorCode } from '../protocol/error-codes.ts';
import type { ConversationKind, MemberRole } from '../protocol/messages/model.ts';
import { ringGroupMax } from '../protocol/ringing/model.ts';

interface RingQuestion {
  readonly kind: ConversationKind;
  readonly role: MemberRole;
  /** Whether the caller is in the conversation. */
  readonly present: boolean;
  readonly others: number;
  /** Whether the other one of a direct conversation is a contact. */
  readonly areContacts: boolean;
}

/** @returns the code of the refusal, or `undefined` where it is allowed */
export function refusalToRing({
  kind,
  role,
  present,
  others,
  areContacts,
}: RingQuestion): ErrorCode | undefined {
  if (!present) return 'conversation-left';
  if (others === 0) return 'no-such-account';
  if (kind !== 'group') return kind === 'direct' && areContacts ? undefined : 'ring-contacts-only';
  return others > ringGroupMax && role === 'member' ? 'ring-group-too-large' : undefined;
}
