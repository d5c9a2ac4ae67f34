// What the choices of emoji for a message become when a member chooses one, or takes it back. Pure.
import { reactionKindsMax, reactionsMax } from '../protocol/messages/message-limits.ts';
import type { Reaction } from '../protocol/messages/message-parts.ts';

export type ReactionPlan = 'unchanged' | 'too-many' | { readonly reactions: readonly Reaction[] };

/** Each member chooses an emoji once; there are so many emoji and choices of one message and no more. */
export function planReaction(
  reactions: readonly Reaction[],
  accountId: string,
  emoji: string,
  chosen: boolean,
): ReactionPlan {
  const kind = reactions.find((each) => each.emoji === emoji);
  const isChosen = kind?.accountIds.includes(accountId) === true;
  if (isChosen === chosen) return 'unchanged';
  if (!chosen) return { reactions: without(reactions, accountId, emoji) };
  const total = reactions.reduce((sum, { accountIds }) => sum + accountIds.length, 0);
  if (total >= reactionsMax) return 'too-many';
  if (kind === undefined && reactions.length >= reactionKindsMax) return 'too-many';
  if (kind === undefined) return { reactions: [...reactions, { emoji, accountIds: [accountId] }] };
  return {
    reactions: reactions.map((each) =>
      each === kind ? { emoji, accountIds: [...each.accountIds, accountId] } : each,
    ),
  };
}

function without(reactions: readonly Reaction[], accountId: string, emoji: string): readonly Reaction[] {
  return reactions.flatMap((each) => {
    if (each.emoji !== emoji) return [each];
    const accountIds = each.accountIds.filter((id) => id !== accountId);
    return accountIds.length === 0 ? [] : [{ emoji, accountIds }];
  });
}
