// Whether a goal is met, and how that reads. Pure; parts hand in figures, the report prints them.

/** A figure beside the goal it was measured for. */
export interface Judgement {
  /** `P1`... as in the list of goals. */
  readonly goal: string;
  readonly what: string;
  /** Nothing when it could not be measured; `why` says the reason. */
  readonly figure: number | undefined;
  readonly limit: number;
  /** Behind both numbers: `x`, `ms`, `%`... */
  readonly unit: string;
  /** Whether the figure is to stay below the limit, or to reach it. */
  readonly wanted: 'at most' | 'at least';
  readonly why?: string;
}

export type Verdict = 'met' | 'missed' | 'not measured';

export function verdictOf({ figure, limit, wanted }: Judgement): Verdict {
  if (figure === undefined || !Number.isFinite(figure)) return 'not measured';
  return (wanted === 'at most' ? figure <= limit : figure >= limit) ? 'met' : 'missed';
}

/** How many times as much; `undefined` when one of them was not measured. */
export function ratioOf(figure: number | undefined, other: number | undefined): number | undefined {
  return figure === undefined || other === undefined || other === 0 ? undefined : figure / other;
}

/** Two digits behind the point for small numbers, none for large ones. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : 2;
  return value.toFixed(digits);
}
