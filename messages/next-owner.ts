// Who owns a group after its owner left. Pure.
import type { MemberRole } from '../protocol/messages/model.ts';

interface Candidate {
  readonly accountId: string;
  readonly role: MemberRole;
  /** Milliseconds since the epoch. */
  readonly joinedAtMs: number;
  readonly leftSeq: number | undefined;
}

/**
 * The admin who has been there longest, or without one the member who has.
 * @param leavingId the account that leaves
 * @returns `undefined` where an owner or no member stays
 */
export function nextOwner<T extends Candidate>(members: readonly T[], leavingId: string): T | undefined {
  const staying = members.filter(
    ({ accountId, leftSeq }) => leftSeq === undefined && accountId !== leavingId,
  );
  if (staying.some(({ role }) => role === 'owner')) return undefined;
  const rank = ({ role }: T): number => (role === 'admin' ? 0 : 1);
  return staying.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      one.joinedAtMs - other.joinedAtMs ||
      (one.accountId < other.accountId ? -1 : 1),
  )[0];
}
