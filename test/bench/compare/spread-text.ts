// A figure over several rounds in one cell of a table. Pure; used by the parts' reports.
import { shortNumber } from './goals.ts';
import { medianOf } from '../../../load/measure/statistics.ts';

/** @param figures of the valid rounds @returns the median, and least to most behind it */
export function spreadText(figures: readonly number[]): string {
  const median = medianOf(figures);
  if (median === undefined) return 'void';
  return `${shortNumber(median)} (${shortNumber(Math.min(...figures))} to ${shortNumber(Math.max(...figures))})`;
}
