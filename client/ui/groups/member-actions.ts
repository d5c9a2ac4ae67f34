// What one member of a group may do to another. Pure; the server decides, this only leaves out what it would refuse.
import type { MemberRole } from '../../../protocol/messages/model.ts';

export type MemberAction = 'promote' | 'demote' | 'handOver' | 'muteHour' | 'muteDay' | 'unmute' | 'remove';

interface Member {
  readonly role: MemberRole;
  readonly isMuted: boolean;
}

/** In the order in which they are offered; none of what one may do to oneself. */
export function memberActions(ownRole: MemberRole, { role, isMuted }: Member): MemberAction[] {
  const isOwner = ownRole === 'owner';
  const mayRemove = role !== 'owner' && (isOwner || (ownRole === 'admin' && role === 'member'));
  const actions: MemberAction[] = [];
  if (isOwner) actions.push(role === 'admin' ? 'demote' : 'promote', 'handOver');
  // Admins may write whatever was said before.
  if (mayRemove && role === 'member')
    actions.push(...(isMuted ? (['unmute'] as const) : (['muteHour', 'muteDay'] as const)));
  if (mayRemove) actions.push('remove');
  return actions;
}
