// Whether two lots of durations can be told apart. Used by tests of what must take equally long.

/**
 * The probability that a duration of the first lot is longer than one of the second, ties counted half (Mann and Whitney's U,
 * divided by the number of pairs): 0.5 when nothing tells them apart, 0 or 1 when every one does.
 */
export function superiorityOf(first: readonly number[], second: readonly number[]): number {
  let sum = 0;
  for (const one of first) for (const other of second) sum += one > other ? 1 : one === other ? 0.5 : 0;
  return sum / (first.length * second.length);
}

/** Its standard error while nothing tells the lots apart. */
export function superiorityError(firstCount: number, secondCount: number): number {
  return Math.sqrt((firstCount + secondCount + 1) / (12 * firstCount * secondCount));
}
