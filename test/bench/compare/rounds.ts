// Rounds: the relays take turns within each, and what a lossy round says does not count. Used by parts.
import { medianOf } from '../../../load/measure/statistics.ts';

/** More lost than this, and the round measured something else than the same work. */
export const lossMax = 0.001;

/** One relay's measurement at one point of one round. */
export interface Sample {
  readonly relay: string;
  /** For example how many receive. */
  readonly point: number;
  /** From 1 on. */
  readonly round: number;
  readonly figure: number;
  /** Share of what should have arrived, 0..1. */
  readonly loss: number;
}

export interface Summary {
  readonly relay: string;
  readonly point: number;
  /** Nothing when no round is valid. */
  readonly median: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly validRounds: number;
  readonly voidRounds: number;
}

/** Runs every round with all of these, each round beginning with another one. */
export async function alternate<T>(
  items: readonly T[],
  rounds: number,
  runOne: (item: T, round: number) => Promise<void>,
): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    for (const item of turnedBy(items, round - 1)) await runOne(item, round);
  }
}

/**
 * As `alternate`, but a turn that fails costs that turn and no more.
 * @returns a sentence for each of those
 */
export async function alternateAndNote<T extends { readonly name: string }>(
  items: readonly T[],
  rounds: number,
  runOne: (item: T, round: number) => Promise<void>,
): Promise<string[]> {
  const notes: string[] = [];
  await alternate(items, rounds, async (item, round) => {
    try {
      await runOne(item, round);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      notes.push(`Round ${round} of ${item.name} failed: ${why}`);
    }
  });
  return notes;
}

/** The same items in the same order, beginning further back. */
export function turnedBy<T>(items: readonly T[], by: number): T[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

export function isVoid({ loss, figure }: Sample): boolean {
  return loss > lossMax || !Number.isFinite(figure);
}

/** Median, least and most of the valid rounds, per relay and point, in the order of their first appearance. */
export function summarize(samples: readonly Sample[]): Summary[] {
  const keys = new Set(samples.map(({ relay, point }) => JSON.stringify([relay, point])));
  return Array.from(keys, (key) => {
    const same = samples.filter(({ relay, point }) => JSON.stringify([relay, point]) === key);
    const figures = same.filter((sample) => !isVoid(sample)).map(({ figure }) => figure);
    const [{ relay, point }] = same as [Sample];
    return {
      relay,
      point,
      median: medianOf(figures),
      min: figures.length === 0 ? undefined : Math.min(...figures),
      max: figures.length === 0 ? undefined : Math.max(...figures),
      validRounds: figures.length,
      voidRounds: same.length - figures.length,
    };
  });
}

/** The median of one relay at one point. */
export function medianAt(summaries: readonly Summary[], relay: string, point: number): number | undefined {
  return summaries.find((summary) => summary.relay === relay && summary.point === point)?.median;
}

/** One sentence for each void round. */
export function voidNotes(samples: readonly Sample[], pointUnit: string): string[] {
  return samples
    .filter(isVoid)
    .map(
      ({ relay, point, round, loss }) =>
        `Round ${round} of ${relay} at ${point} ${pointUnit} is void: ` +
        (loss > lossMax ? `${(100 * loss).toFixed(2)} % were lost.` : 'too little could be measured.'),
    );
}
