// Whom one may mean while a name is being typed after an `@`. Pure.
import type { Member } from '../../../protocol/messages/model.ts';
import { type Named, splitMentions } from './marks/split-mentions.ts';

/** As many are offered at a time. */
const offeredMax = 8;
/** No name is longer. */
const nameMax = 64;

export interface MentionOffer {
  /** Where the `@` stands. */
  readonly from: number;
  readonly members: readonly Named[];
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * @param caret where is typed; what stands before it is looked at
 * @param everyone words for all members, where the account may name all
 */
export function planMention(text: string, caret: number, others: readonly Named[]): MentionOffer | undefined {
  const from = text.lastIndexOf('@', caret - 1);
  if (from === -1 || caret - from > nameMax) return undefined;
  // The `@` of an e-mail address names no member.
  if (from > 0 && /[\w.]/.test(text[from - 1] ?? '')) return undefined;
  const typed = folded(text.slice(from + 1, caret));
  if (/\n/.test(typed)) return undefined;
  const members = others.filter(({ nickname }) => folded(nickname).includes(typed));
  // First those whose name begins so.
  members.sort((one, other) => Number(!starts(one, typed)) - Number(!starts(other, typed)));
  return members.length === 0 ? undefined : { from, members: members.slice(0, offeredMax) };
}

const starts = ({ nickname }: Named, typed: string): boolean => folded(nickname).startsWith(typed);

/** Whom a text names as it is sent. */
export function mentionsOf(
  text: string,
  others: readonly Pick<Member, 'accountId' | 'nickname'>[],
  everyoneWords: readonly string[],
): { readonly mentions?: string[]; readonly everyone?: true } {
  const everyone = everyoneWords.map((nickname) => ({ accountId: '', nickname }));
  const named = splitMentions(text, [...others, ...everyone]).flatMap(({ accountId }) => accountId ?? []);
  const mentions = [...new Set(named)].filter((accountId) => accountId !== '');
  return { ...(mentions.length > 0 && { mentions }), ...(named.includes('') && { everyone: true }) };
}
