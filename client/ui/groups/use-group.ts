// A group as the screens show it: its conversation, its members in order, and its details once they are here.
import { useEffect, useMemo } from 'react';
import type { GroupDetails } from '../../../protocol/messages/group-model.ts';
import type { Member, MemberRole } from '../../../protocol/messages/model.ts';
import type { ConversationItem } from '../../app/conversations-model.ts';
import type { Problem } from '../../app/meeting-model.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { orderMembers } from './order-members.ts';

export interface ShownGroup {
  /** `undefined` while it is not known, and of one that the account was never in. */
  readonly item: ConversationItem | undefined;
  /** Those who are there. */
  readonly members: readonly Member[];
  readonly ownId: string | undefined;
  readonly ownRole: MemberRole;
  readonly details: GroupDetails | undefined;
  readonly problem: Problem | undefined;
}

/** @param conversation of a group; `undefined` for nothing */
export function useGroup(conversation: string | undefined): ShownGroup {
  const { groups } = useActions();
  useEffect(
    () => (conversation === undefined ? undefined : groups.watch(conversation)),
    [groups, conversation],
  );
  const item = useMeeting((state) => state.conversations.items.find(({ id }) => id === conversation));
  const ownId = useMeeting((state) => state.account?.accountId);
  const read = useMeeting((state) =>
    conversation === undefined ? undefined : state.groups.details[conversation],
  );
  const known = item?.members;
  const members = useMemo(() => orderMembers(known ?? [], ownId), [known, ownId]);
  const details = read !== undefined && 'ownRole' in read ? read : undefined;
  const ownRole = members.find(({ accountId }) => accountId === ownId)?.role ?? details?.ownRole ?? 'member';
  const problem = read !== undefined && 'code' in read ? read : undefined;
  return { item, members, ownId, ownRole, details, problem };
}
