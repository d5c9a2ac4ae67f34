// How many rooms the search for a server's limit tries next. Pure; asked by find-limit.

/** What was found out so far. */
export interface LimitTry {
  readonly rooms: number;
  readonly isGood: boolean;
}

/** The answer is this exact: a limit of 40 is found to within 2 rooms. */
const precision = 0.05;

/**
 * Doubles until it is too much, then halves the distance between the last good number and the first bad one. A number
 * counts as bad when it was bad twice in a row: one bad try may be the machine's.
 * @param tries in order
 * @returns `undefined` when the limit is known
 */
export function planLimitStep(tries: readonly LimitTry[], roomsMax: number): number | undefined {
  const last = tries.at(-1);
  if (last !== undefined && !last.isGood && tries.at(-2)?.rooms !== last.rooms) return last.rooms;
  const good = lastGood(tries);
  const bad = Math.min(
    Number.POSITIVE_INFINITY,
    ...tries.filter(({ rooms, isGood }) => !isGood && rooms > good).map(({ rooms }) => rooms),
  );
  if (bad === Number.POSITIVE_INFINITY)
    return good >= roomsMax ? undefined : Math.min(roomsMax, Math.max(1, 2 * good));
  if (bad - good <= Math.max(1, Math.floor(precision * good))) return undefined;
  return Math.floor((good + bad) / 2);
}

/** The highest number of rooms that was good; 0 when none was. */
export function lastGood(tries: readonly LimitTry[]): number {
  return Math.max(0, ...tries.filter(({ isGood }) => isGood).map(({ rooms }) => rooms));
}
