// Which entries of the palette fit what was typed, and in which order. Pure.
import type { LucideIcon } from 'lucide-react';

/** One thing that the palette leads to. */
export interface PaletteItem {
  /** Unique within its source. */
  readonly key: string;
  readonly icon: LucideIcon;
  readonly label: string;
  /** Stands small beside the label: a time, a part of a message. */
  readonly hint?: string;
  /** Other words that find it: a remark, pinyin. */
  readonly keywords?: readonly string[];
  /** What the source found by its own rules, for example on the server: shown whatever was typed. */
  readonly isFound?: boolean;
  readonly onSelect: () => void;
}

/** Shown of one source: the others must be in sight too. */
const perSourceMax = 6;

const plain = (text: string) => text.normalize('NFKC').toLocaleLowerCase().trim();

/** How well one text fits, 0 being the best; `undefined` where it does not. */
function fit(text: string, query: string): number | undefined {
  const at = plain(text).indexOf(query);
  if (at < 0) return undefined;
  if (at === 0) return 0;
  return /[\p{L}\p{N}]/u.test(plain(text)[at - 1] ?? '') ? 2 : 1;
}

/**
 * The items that fit, the best first: those that begin with what was typed, then those of which a word begins with it, then those that
 * contain it. Without anything typed, all in their order.
 */
export function rankItems(items: readonly PaletteItem[], typed: string): readonly PaletteItem[] {
  const query = plain(typed);
  if (query === '') return items.slice(0, perSourceMax);
  const fitting = items.flatMap((item) => {
    const fits = [item.label, ...(item.keywords ?? [])].map((text) => fit(text, query));
    const best = Math.min(...fits.map((each) => each ?? Infinity), item.isFound ? 3 : Infinity);
    return best === Infinity ? [] : [{ item, best }];
  });
  return fitting
    .toSorted((one, other) => one.best - other.best)
    .slice(0, perSourceMax)
    .map(({ item }) => item);
}
