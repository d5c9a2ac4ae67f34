// Members of a group in the order in which they are listed. Pure.
import type { Member, MemberRole } from '../../../protocol/messages/model.ts';

const rank: Record<MemberRole, number> = { owner: 0, admin: 1, member: 2 };

/** Those who are there: oneself, the owner, admins, and all others by name. */
export function orderMembers(members: readonly Member[], ownId: string | undefined): Member[] {
  const place = ({ accountId, role }: Member): number => (accountId === ownId ? -1 : rank[role]);
  return members
    .filter(({ present }) => present)
    .sort((one, other) => place(one) - place(other) || one.nickname.localeCompare(other.nickname));
}
