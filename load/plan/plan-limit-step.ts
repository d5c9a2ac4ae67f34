// How many rooms the search for a server's limit tries next. Pure; asked by find-limit.

/** What was found out so far. */
export interface LimitTry {
  readonly rooms: number;
  readonly isGood: boolean;
}

export interface LimitRange {
  /** Where the search begins, from 1. */
  readonly first: number;
  readonly max: number;
}

/** The answer is this exact: a limit of 40 is found to within 2 rooms. */
const precision = 0.05;
/** Near the limit a number of rooms is good, or too much, by the best of three tries: one may be the machine's. */
const triesThatDecide = 2;

/**
 * Doubles until it is too much, then halves the distance between the last good number and the first bad one. On the way up one
 * good try is enough, since there the limit is far away.
 * @param tries in order
 * @returns `undefined` when the limit is known
 */
export function planLimitStep(tries: readonly LimitTry[], { first, max }: LimitRange): number | undefined {
  const { good, bad, undecided } = narrow(tries);
  if (undecided !== undefined) return undecided;
  if (bad === Number.POSITIVE_INFINITY) {
    if (good >= max) return undefined;
    return Math.min(max, good === 0 ? first : 2 * good);
  }
  if (bad - good <= Math.max(1, Math.floor(precision * good))) return undefined;
  return Math.floor((good + bad) / 2);
}

/** The highest number of rooms that was good, 0 when none was; and the lowest that was too much, infinite when none was. */
export function limitBetween(tries: readonly LimitTry[]): { readonly good: number; readonly bad: number } {
  const { good, bad } = narrow(tries);
  return { good, bad };
}

function narrow(tries: readonly LimitTry[]): { good: number; bad: number; undecided: number | undefined } {
  const found = { good: 0, bad: Number.POSITIVE_INFINITY };
  let [rooms, goods, bads] = [0, 0, 0];
  let isOpen = false;
  for (const tried of tries) {
    if (tried.rooms !== rooms) [rooms, goods, bads] = [tried.rooms, 0, 0];
    if (tried.isGood) goods += 1;
    else bads += 1;
    const isFar = found.bad === Number.POSITIVE_INFINITY && bads === 0;
    const isGood = goods >= (isFar ? 1 : triesThatDecide);
    const isBad = bads >= triesThatDecide;
    if (isGood) found.good = rooms;
    if (isBad) found.bad = rooms;
    isOpen = !isGood && !isBad;
  }
  return { ...found, undecided: isOpen ? rooms : undefined };
}
