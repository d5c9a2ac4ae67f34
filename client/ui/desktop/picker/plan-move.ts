// Which of the previews the arrow keys lead to. Pure; used by the picker's grid.

/**
 * @param key as the browser names it
 * @param index of the chosen one, -1 when none is
 * @param count of previews
 * @param columns in which they stand, 1 or more
 * @returns the index to choose; `undefined` when the key means nothing here
 */
export function planMove(key: string, index: number, count: number, columns: number): number | undefined {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (count === 0) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (step === undefined) return undefined;
  if (index < 0) return 0;
  const next = index + step;
  return next < 0 || next >= count ? index : next;
}
