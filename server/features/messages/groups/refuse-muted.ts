// Refuses what a muted member of a group writes.
import { RequestError } from '../../../../protocol/error-codes.ts';
import { muteMs } from '../../../../messages/group-refusals.ts';
import type { TransactionStores } from '../../../../sql/database.ts';
import type { StoredMember } from '../../../../sql/member-store.ts';

/** @throws RequestError `muted-in-group` */
export async function refuseMuted(
  { groupMemberNotes }: Pick<TransactionStores, 'groupMemberNotes'>,
  member: StoredMember,
  nowMs: number,
): Promise<void> {
  const untilMs = await groupMemberNotes.mutedUntilMs(member.conversationId, member.accountId);
  const retryAfterMs = muteMs(member, untilMs, nowMs);
  if (retryAfterMs > 0) throw new RequestError('muted-in-group', { retryAfterMs });
}
