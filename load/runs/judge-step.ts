// Whether a number of rooms was good, by the typical second of a step of find-limit: a bad second is the machine's, many are the server's. Pure.
import { medianOf } from '../measure/statistics.ts';
import {
  generatorIsLimit,
  isRefused,
  judgeJoining,
  type Judged,
  percent,
  type Thresholds,
} from './verdict.ts';
import type { Moment } from './measure.ts';
import type { LimitStep } from './result.ts';

export interface JudgedStep extends Pick<Judged, 'planned' | 'joined' | 'refusals' | 'tally'> {
  readonly rooms: number;
  readonly moments: readonly Moment[];
  /** How many times more than planned the generator can send and receive; `undefined` when that is not known. */
  readonly headRoom: number | undefined;
}

/** With fewer sound seconds than this share of all nothing is known about the server. */
const soundShareMin = 0.5;

export function judgeStep(step: JudgedStep, thresholds: Thresholds): LimitStep {
  const { rooms, moments, tally, headRoom } = step;
  const sound = moments.filter(({ isSound }) => isSound);
  const isMostlySound = sound.length >= Math.max(1, soundShareMin * moments.length);
  const counted = isMostlySound ? sound : moments;
  const lossRatio = medianOf(counted.map((moment) => moment.lossRatio)) ?? 0;
  const p99Ms = medianOf(counted.flatMap((moment) => moment.p99Ms ?? [])) ?? null;
  const faults = [...judgeSecond({ lossRatio, p99Ms }, thresholds), ...judgeJoining(step)];
  const silent = tally.voice.silent + tally.video.silent;
  if (silent > 0) faults.push(`${silent} streams brought nothing for seconds.`);
  const isGood = faults.length === 0;
  const isGenerators =
    !isGood && !isRefused(step) && (!isMostlySound || (headRoom !== undefined && headRoom < 1));
  const reasons = isGenerators ? [generatorIsLimit, ...faults] : faults;
  return {
    rooms,
    isGood,
    lossRatio,
    p99Ms,
    unsoundSeconds: moments.length - sound.length,
    isGenerators,
    reasons,
  };
}

function judgeSecond(
  { lossRatio, p99Ms }: { lossRatio: number; p99Ms: number | null },
  { maxLoss, maxP99 }: Thresholds,
): string[] {
  const faults: string[] = [];
  if (lossRatio > maxLoss) {
    faults.push(`In the typical second ${percent(lossRatio)} were lost, more than ${percent(maxLoss)}.`);
  }
  if (p99Ms !== null && p99Ms > maxP99) {
    faults.push(
      `In the typical second one in a hundred took longer than ${p99Ms.toFixed(1)} ms, more than ${maxP99} ms.`,
    );
  }
  return faults;
}
