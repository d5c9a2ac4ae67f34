// Whether a run was good enough, and why not. Pure; the thresholds are options.
import { refusedBeginning } from '../crew/messages.ts';
import { delayBelowMs, lossRatio, type MediaTally, type Tally } from '../measure/tally.ts';
import type { Measurement } from './measure.ts';

/** `generator-limit`: it was not good, but perhaps for the generator's own sake. */
export type VerdictWord = 'pass' | 'fail' | 'generator-limit' | 'interrupted';

export interface Verdict {
  readonly verdict: VerdictWord;
  /** A sentence each; none when it passed without remarks. */
  readonly reasons: readonly string[];
}

export interface Judged {
  readonly tally: Tally;
  readonly ended: Measurement['ended'];
  readonly seconds: number;
  /** People that were to come in, and that did. */
  readonly planned: number;
  readonly joined: number;
  /** Why some did not. */
  readonly refusals: readonly string[];
  readonly isGeneratorLimit: boolean;
}

export interface Thresholds {
  /** Share, 0..1. */
  readonly maxLoss: number;
  /** Milliseconds. */
  readonly maxP99: number;
}

/** More frames than this share that cannot be decoded are a fault by themselves; some follow from loss. */
const brokenMax = 0.02;

/** Said before everything that may be for that reason only. */
export const generatorIsLimit =
  'The generator is the limit: it could not send or receive in time, so this says little about the server.';

/** Exit codes of the program. */
export const exitCodes: Readonly<Record<VerdictWord, number>> = {
  pass: 0,
  fail: 1,
  'generator-limit': 3,
  interrupted: 130,
};

export function judge(judged: Judged, thresholds: Thresholds): Verdict {
  const faults = [
    ...judgeMedia('voices', judged.tally.voice, thresholds),
    ...judgeMedia('pictures', judged.tally.video, thresholds),
    ...judgeJoining(judged),
  ];
  if (judged.ended === 'server gone') {
    const reason = `The server stopped answering after ${judged.seconds.toFixed(0)} s; this is what was measured until then.`;
    return { verdict: 'fail', reasons: [reason, ...faults] };
  }
  if (judged.ended !== 'in time') {
    const what =
      judged.ended === 'interrupted' ? 'The run was interrupted' : 'A process of the generator ended';
    return { verdict: 'interrupted', reasons: [`${what}; this is what was measured until then.`, ...faults] };
  }
  if (faults.length === 0) return { verdict: 'pass', reasons: [] };
  if (!judged.isGeneratorLimit || isRefused(judged)) return { verdict: 'fail', reasons: faults };
  return { verdict: 'generator-limit', reasons: [generatorIsLimit, ...faults] };
}

function judgeMedia(name: string, tally: MediaTally, { maxLoss, maxP99 }: Thresholds): string[] {
  const reasons: string[] = [];
  const loss = lossRatio(tally);
  const p99 = delayBelowMs(tally.delays, 0.99);
  if (loss > maxLoss) reasons.push(`Of ${name} ${percent(loss)} were lost, more than ${percent(maxLoss)}.`);
  if (p99 !== undefined && p99 > maxP99) {
    reasons.push(
      `Of ${name} one in a hundred took longer than ${p99.toFixed(1)} ms, more than ${maxP99} ms.`,
    );
  }
  if (tally.silent > 0) reasons.push(`Of ${name} ${tally.silent} streams brought nothing for seconds.`);
  const looked = tally.frames + tally.broken;
  if (looked > 0 && tally.broken / looked > brokenMax) {
    reasons.push(`Of ${name} ${percent(tally.broken / looked)} of the frames could not be decoded.`);
  }
  if (tally.sent > 0 && tally.received === 0 && tally.expected > 0)
    reasons.push(`Of ${name} nothing arrived.`);
  return reasons;
}

/** Whether the server itself said no: that is never the generator's doing. */
export function isRefused({
  planned,
  joined,
  refusals,
}: Pick<Judged, 'planned' | 'joined' | 'refusals'>): boolean {
  return joined < planned && refusals.some((refusal) => refusal.startsWith(refusedBeginning));
}

/** What went wrong with getting in, and staying in: a sentence each. */
export function judgeJoining({
  planned,
  joined,
  refusals,
  tally,
}: Pick<Judged, 'planned' | 'joined' | 'refusals' | 'tally'>): string[] {
  const reasons: string[] = [];
  if (joined < planned) {
    const why = refusals[0] === undefined ? '' : ` (${refusals[0]})`;
    reasons.push(`${planned - joined} of ${planned} people did not get in${why}.`);
  }
  if (tally.disconnects > 0) reasons.push(`${tally.disconnects} connections to the server broke.`);
  return reasons;
}

/** @param share 0..1 */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
