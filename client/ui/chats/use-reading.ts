// Tells which messages were on the screen long enough to count as read. The decision is `reading-watch.ts`.
import { useCallback, useEffect, useRef } from 'react';
import type { VListHandle } from 'virtua';
import { useActions } from '../state/meeting-context.ts';
import type { Line } from './plan-lines.ts';
import { ReadingWatch } from './reading-watch.ts';

/** A line of which so little is below the edge is on the screen. */
const tolerancePx = 4;

/** @returns to be called when what is on the screen may have changed */
export function useReading(
  conversation: string,
  listRef: React.RefObject<VListHandle | null>,
  lines: readonly Line[],
): () => void {
  const { conversations } = useActions();
  const linesRef = useRef(lines);
  const watch = useRef(new ReadingWatch());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = useCallback(() => {
    const lookNow = (): void => {
      clearTimeout(timer.current);
      const isFocused = document.hasFocus() && document.visibilityState === 'visible';
      const range = rangeOf(listRef.current, linesRef.current);
      const { seq, againAfterMs } = watch.current.look(performance.now(), { range, isFocused });
      if (seq !== undefined) conversations.markRead(conversation, seq);
      if (againAfterMs !== undefined) timer.current = setTimeout(lookNow, againAfterMs);
    };
    lookNow();
  }, [conversations, conversation, listRef]);
  useEffect(() => {
    linesRef.current = lines;
    look();
  }, [lines, look]);
  useEffect(() => {
    for (const name of ['focus', 'blur', 'visibilitychange']) addEventListener(name, look, true);
    return () => {
      clearTimeout(timer.current);
      for (const name of ['focus', 'blur', 'visibilitychange']) removeEventListener(name, look, true);
    };
  }, [look]);
  return look;
}

/** The messages that end on the screen. */
function rangeOf(list: VListHandle | null, lines: readonly Line[]) {
  if (list === null || list.viewportSize === 0) return undefined;
  const bottom = list.scrollOffset + list.viewportSize + tolerancePx;
  const shown: number[] = [];
  const last = Math.min(lines.length - 1, list.findItemIndex(bottom));
  for (let index = list.findItemIndex(list.scrollOffset); index <= last; index += 1) {
    const line = lines[index];
    const ends = list.getItemOffset(index) + list.getItemSize(index);
    if (line?.kind === 'message' && ends <= bottom) shown.push(line.message.seq);
  }
  const [fromSeq] = shown;
  const toSeq = shown.at(-1);
  return fromSeq === undefined || toSeq === undefined ? undefined : { fromSeq, toSeq };
}
