// What a part of the comparison is and what it hands back. Implemented in parts/, run by compare.ts, printed by report.ts.
import type { Judgement } from './goals.ts';
import type { RelayFactory } from './relays/relay.ts';

/** Something that may be missing on this machine. */
export type Startable = Pick<RelayFactory, 'name' | 'missing'>;

export interface PartContext {
  /** Whether the whole comparison is to end within ten minutes: fewer rounds, fewer points, shorter ones. */
  readonly quick: boolean;
  /** How often everything is measured that counts for a goal. */
  readonly rounds: number;
  /** How long each point is measured, in seconds. */
  readonly seconds: number;
  /** Those that can be run here; the others are noted for the report. */
  available<T extends Startable>(factories: readonly T[]): Promise<T[]>;
  /** One line that shows the progress. */
  say(line: string): void;
}

export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface PartResult {
  /** What was sent to whom, in one sentence or two. */
  readonly traffic: string;
  readonly tables: readonly ReportTable[];
  readonly judgements: readonly Judgement[];
  /** What a reader has to know: void rounds, a generator at its limit. */
  readonly notes: readonly string[];
  /** Every single measurement, for `--json`. */
  readonly data: unknown;
}

export interface Part {
  /** `fan-out`, `delay`...: what `--only` names. */
  readonly id: string;
  /** What is measured. */
  readonly sentence: string;
  readonly run: (context: PartContext) => Promise<PartResult>;
}
