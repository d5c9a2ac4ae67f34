// What a torture test promised and found, and how that reads in one line. Pure; used by every test and by the reports.

/** One figure. */
export interface Check {
  /** What is measured, for example `sources back`. */
  readonly name: string;
  readonly unit: 'ms' | '%' | '';
  /** At most this much. */
  readonly promised: number;
  /** What the worst of all runs may have, where that is more. */
  readonly worstPromised?: number;
  /** The 95th percentile, or the total of what is counted. */
  readonly measured: number;
  readonly worst: number;
}

/** One line of the result, as `--json` writes it. */
export interface TestResult {
  readonly id: string;
  readonly promised: string;
  readonly measured: string;
  readonly worst: string;
  readonly pass: boolean;
}

/** Whether a figure was measured and is within what is promised; of what there must be none, less than none is a mistake. */
export function holds({ promised, worstPromised = promised, measured, worst }: Check): boolean {
  const isWithin = (figure: number, limit: number): boolean =>
    Number.isFinite(figure) && (limit === 0 ? figure === 0 : figure <= limit);
  return isWithin(measured, promised) && isWithin(worst, worstPromised);
}

/** @param checks at least one */
export function summarize(id: string, checks: readonly Check[]): TestResult {
  const list = (figure: (check: Check) => string): string =>
    checks.map((check) => `${check.name} ${figure(check)}`).join('; ');
  return {
    id,
    promised: list(({ promised, worstPromised, unit }) =>
      worstPromised === undefined
        ? `<= ${format(promised, unit)}`
        : `p95 <= ${format(promised, unit)}, worst <= ${format(worstPromised, unit)}`,
    ),
    measured: list(({ measured, unit }) => format(measured, unit)),
    worst: list(({ worst, unit }) => format(worst, unit)),
    pass: checks.length > 0 && checks.every(holds),
  };
}

/** The checks of several runs of one test as one each: the worst percentile and the worst of all; `never` where a run lacks one. */
export function mergeRuns(runs: readonly (readonly Check[])[]): Check[] {
  const byName = new Map(runs.flat().map((check) => [check.name, check]));
  return Array.from(byName.values(), (check) => {
    const same = runs.map((run) => run.find(({ name }) => name === check.name));
    const worstOf = (figure: (one: Check) => number): number =>
      Math.max(...same.map((one) => (one ? figure(one) : Number.POSITIVE_INFINITY)));
    return {
      ...check,
      measured: worstOf(({ measured }) => measured),
      worst: worstOf(({ worst }) => worst),
    };
  });
}

/**
 * The same checks for a machine that does other work meanwhile: a time that is many times too long still means that something
 * stopped; how long it takes is measured where nothing else runs.
 */
export function patiently(checks: readonly Check[]): Check[] {
  return checks.map((check) => {
    if (check.unit !== 'ms') return check;
    const limit = patience * (check.worstPromised ?? check.promised);
    return { ...check, promised: limit, worstPromised: limit };
  });
}

/** As often as a busy machine may take as long as a quiet one. */
const patience = 10;

/** A count that must be zero. */
export function none(name: string, count: number): Check {
  return { name, unit: '', promised: 0, measured: count, worst: count };
}

/** Times with a promised 95th percentile and a promised worst. Without any both are `never`: nothing was measured. */
export function times(
  name: string,
  valuesMs: readonly number[],
  promised: number,
  worstPromised = promised,
): Check {
  const worst = valuesMs.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...valuesMs);
  const limits = worstPromised === promised ? { promised } : { promised, worstPromised };
  return { name, unit: 'ms', ...limits, measured: percentile95(valuesMs), worst };
}

function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(0.95 * sorted.length) - 1)] ?? Number.POSITIVE_INFINITY;
}

function format(value: number, unit: Check['unit']): string {
  if (!Number.isFinite(value)) return 'never';
  const rounded = unit === 'ms' ? Math.round(value) : Math.round(value * 10) / 10;
  return unit === '' ? String(rounded) : `${rounded} ${unit}`;
}
