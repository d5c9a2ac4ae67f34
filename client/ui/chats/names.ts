// Who wrote a message, and whom it names. Pure.
import type { Member, Message } from '../../../protocol/messages/model.ts';
import type { Named } from './marks/split-mentions.ts';
import type { Texts } from '../texts/en.ts';
import { en } from '../texts/en.ts';
import { zh } from '../texts/zh.ts';

/** Written by either language for all members. */
export const everyoneWords: readonly string[] = [en.chats.everyone, zh.chats.everyone];

export function nameOf(accountId: string | undefined, members: readonly Member[], texts: Texts): string {
  return members.find((member) => member.accountId === accountId)?.nickname ?? texts.chats.someone;
}

/** @param ownId whom a message to everyone names too */
export function namedIn(
  { mentions = [], everyone }: Pick<Message, 'mentions' | 'everyone'>,
  members: readonly Member[],
  ownId: string,
): readonly Named[] {
  const ids = new Set(mentions);
  const named = members.filter(({ accountId }) => ids.has(accountId));
  if (everyone !== true) return named;
  return [...named, ...everyoneWords.map((nickname) => ({ accountId: ownId, nickname }))];
}
