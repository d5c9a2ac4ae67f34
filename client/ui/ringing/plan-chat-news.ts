// Which message of the meeting's chat is news. Pure.
import type { ConversationItem } from '../../app/conversations-model.ts';

export interface ChatNews {
  readonly key: string;
  readonly name: string;
  /** The first ones. */
  readonly words: string;
  readonly isPrivate: boolean;
}

/** As much as two lines hold. */
const wordsMax = 100;

interface Place {
  readonly chatId: string | undefined;
  readonly ownId: string | undefined;
  /** What was written before is none. */
  readonly sinceMs: number;
}

/** The latest message of another person in the meeting's chat or a private line of it, as long as it is unread. */
export function planChatNews(
  items: readonly ConversationItem[],
  { chatId, ownId, sinceMs }: Place,
): ChatNews | undefined {
  if (chatId === undefined) return undefined;
  const [newest] = items
    .filter(({ id, state, unread }) => (id === chatId || state.meetingId === chatId) && unread > 0)
    .flatMap((item) => (item.last === undefined ? [] : [{ item, last: item.last }]))
    .filter(({ last }) => last.senderId !== ownId && last.recalled !== true && last.sentAtMs >= sinceMs)
    .toSorted((one, other) => other.last.sentAtMs - one.last.sentAtMs);
  if (newest === undefined) return undefined;
  const { item, last } = newest;
  return {
    key: `${item.id} ${last.seq}`,
    name: item.members.find(({ accountId }) => accountId === last.senderId)?.nickname ?? '',
    words: last.text.slice(0, wordsMax),
    isPrivate: item.state.kind === 'aside',
  };
}
