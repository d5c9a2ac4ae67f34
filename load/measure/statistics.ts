// Figures of many values, for every report and check. Pure.

/** The value in the middle, or the mean of the two there; `undefined` of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = inOrder(values);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/**
 * The smallest of the values that a share of all does not exceed (nearest rank): always one that was measured.
 * @param share 0..1, for example 0.95
 * @returns `NaN` of none, which reports show as missing
 */
export function percentileOf(values: readonly number[], share: number): number {
  return inOrder(values)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
}

function inOrder(values: readonly number[]): number[] {
  return values.toSorted((one, other) => one - other);
}
