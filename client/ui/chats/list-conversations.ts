// Which conversations the list shows, and in which order. Pure.
import type { ConversationItem } from '../../app/conversations-model.ts';

export interface ListInput {
  /** The most recently active one first. */
  readonly items: readonly ConversationItem[];
  /** Typed above the list; empty for all. */
  readonly search: string;
  readonly archive: boolean;
  readonly nameOf: (item: ConversationItem) => string;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Pinned ones first, then by activity. Archived ones stand apart, but a search finds them too. */
export function listConversations({
  items,
  search,
  archive,
  nameOf,
}: ListInput): readonly ConversationItem[] {
  const word = folded(search.trim());
  const shown = items.filter(
    (item) =>
      isBegun(item) && (word === '' ? item.state.archived === archive : folded(nameOf(item)).includes(word)),
  );
  return shown.toSorted((one, other) => Number(other.state.pinned) - Number(one.state.pinned));
}

/** The chat of a meeting in which nothing was written is none. */
const isBegun = ({ state: { kind, lastSeq }, outgoing }: ConversationItem): boolean =>
  (kind !== 'room' && kind !== 'aside') || lastSeq > 0 || outgoing.length > 0;

export function isMuted({ state }: Pick<ConversationItem, 'state'>, nowMs = Date.now()): boolean {
  return (state.mutedUntilMs ?? 0) > nowMs;
}

/** What counts in rail and title: not what is muted or put away, save that one is named in it. */
export function countUnread(items: readonly ConversationItem[], nowMs: number): number {
  return items.reduce((sum, item) => {
    const { archived, mentions, markedUnread } = item.state;
    if (archived || isMuted(item, nowMs)) return sum + Math.min(item.unread, mentions);
    return sum + Math.max(item.unread, Number(markedUnread));
  }, 0);
}
