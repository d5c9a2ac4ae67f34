// Which parts of the frame are shown in a window of some width. Pure.

/** Below it the frame has tabs and one column. */
export const railFromPx = 768;
/** From here on, list and content of an open entry stand side by side; below, the list folds while something is open. */
const bothFromPx = 960;
const wordsFromPx = 1024;
/** The details get a column of their own; below, they lie over the content. */
const detailsFromPx = 1280;

export interface FramePlan {
  /** A rail of icons over words, one of icons alone, or tabs at the lower edge. */
  readonly nav: 'words' | 'icons' | 'tabs';
  readonly list: boolean;
  readonly content: boolean;
  /** Where the details are shown while they are open. */
  readonly details: 'column' | 'sheet';
  /** The list is not beside the content: the content needs a way back to it. */
  readonly back: boolean;
}

export interface FrameInput {
  readonly widthPx: number;
  /** Whether the area has a list at all. */
  readonly hasList: boolean;
  /** Whether the address names an entry of the list, and not only the area. */
  readonly isOpen: boolean;
}

export function planFrame({ widthPx, hasList, isOpen }: FrameInput): FramePlan {
  const isPhone = widthPx < railFromPx;
  const list = hasList && (!isOpen || widthPx >= bothFromPx);
  const content = !hasList || isOpen || !isPhone;
  return {
    nav: isPhone ? 'tabs' : widthPx < wordsFromPx ? 'icons' : 'words',
    list,
    content,
    details: widthPx >= detailsFromPx ? 'column' : 'sheet',
    back: hasList && !list,
  };
}

/** How many entries stand in the tabs of a phone, the one that opens the others included. */
const tabsMax = 5;

/** The entries that are tabs, and those behind "more". */
export function planTabs<T>(entries: readonly T[]): {
  readonly tabs: readonly T[];
  readonly more: readonly T[];
} {
  if (entries.length <= tabsMax) return { tabs: entries, more: [] };
  return { tabs: entries.slice(0, tabsMax - 1), more: entries.slice(tabsMax - 1) };
}
