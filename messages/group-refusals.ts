// Who may do what in a group besides writing, adding and removing. Pure; each function answers the code of the refusal, or `undefined`.
import type { ErrorCode } from '../protocol/error-codes.ts';
import type { ConversationKind } from '../protocol/messages/model.ts';
import { type Actor, refusalToRemove } from './refusals.ts';

export type GroupActor = Pick<Actor, 'accountId' | 'role' | 'leftSeq'>;

/** What every present member may do. */
export function refusalToTakePart(kind: ConversationKind, actor: GroupActor): ErrorCode | undefined {
  if (actor.leftSeq !== undefined) return 'conversation-left';
  return kind === 'group' ? undefined : 'not-a-group';
}

/** What owner and admins may do: rename, announce, answer applications, make links. */
export function refusalToManage(kind: ConversationKind, actor: GroupActor): ErrorCode | undefined {
  return refusalToTakePart(kind, actor) ?? (actor.role === 'member' ? 'not-group-admin' : undefined);
}

/** What the owner alone may do: settings, dissolving. */
export function refusalToOwn(kind: ConversationKind, actor: GroupActor): ErrorCode | undefined {
  return refusalToTakePart(kind, actor) ?? (actor.role === 'owner' ? undefined : 'not-group-owner');
}

/** The owner alone gives and takes roles; its own it only hands over. */
export function refusalToSetRole(
  kind: ConversationKind,
  actor: GroupActor,
  target: GroupActor,
): ErrorCode | undefined {
  const refusal = refusalToOwn(kind, actor);
  if (refusal !== undefined) return refusal;
  if (target.leftSeq !== undefined) return 'no-such-account';
  return target.role === 'owner' ? 'not-group-owner' : undefined;
}

/** Muted is by whom one may be removed. */
export function refusalToMute(kind: ConversationKind, actor: Actor, target: Actor): ErrorCode | undefined {
  return (
    refusalToRemove(kind, actor, target) ?? (target.leftSeq === undefined ? undefined : 'no-such-account')
  );
}

/** How long a member of a group may not write yet, in milliseconds; 0 where they may. Owners and admins are never muted. */
export function muteMs({ role }: Pick<Actor, 'role'>, mutedUntilMs: number, nowMs: number): number {
  return role === 'member' ? Math.max(0, mutedUntilMs - nowMs) : 0;
}
