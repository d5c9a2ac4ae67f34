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
      isBegun(item) && (word === '' ? isArchived(item) === archive : folded(nameOf(item)).includes(word)),
  );
  return shown.toSorted((one, other) => Number(isPinned(other)) - Number(isPinned(one)));
}

/** The chat of a meeting in which nothing was written is none. */
const isBegun = ({ state: { kind, lastSeq }, outgoing }: ConversationItem): boolean =>
  (kind !== 'room' && kind !== 'aside') || lastSeq > 0 || outgoing.length > 0;

/** Settings come with a later server; without them nothing is pinned or archived. */
export const isPinned = ({ state }: ConversationItem): boolean => 'pinned' in state && state.pinned === true;
export const isArchived = ({ state }: ConversationItem): boolean =>
  'archived' in state && state.archived === true;
