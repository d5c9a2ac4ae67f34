// Decides what to tell the senders of voices about the loss on the way here; asked twice a second by the call's controller.
import {
  isSameRedundancy,
  noRedundancy,
  planRedundancy,
  type Redundancy,
} from '../../codecs/plan-redundancy.ts';
import { burstPacketsMax, type VoiceLoss } from '../../protocol/media/voice-loss.ts';
import type { VoiceStats } from './voice-contract.ts';

export interface LossReport extends VoiceLoss {
  readonly producerId: string;
}

export interface LossReports {
  /** What is to be said now. @param voices the counters of every voice that plays, by producer */
  plan(voices: ReadonlyMap<string, VoiceStats>): LossReport[];
  /** The reports arrived; what was not confirmed is planned again. */
  confirm(reports: readonly LossReport[]): void;
}

type Counts = Pick<VoiceStats, 'received' | 'lost' | 'rebuilt' | 'lossRuns' | 'framesPerPacket'>;

interface Watched {
  /** Counters of the last looks, the oldest first. */
  readonly looks: Counts[];
  /** What the last confirmed report calls for. */
  redundancy: Redundancy;
}

const beginning: Counts = { received: 0, lost: 0, rebuilt: 0, lossRuns: 0, framesPerPacket: 1 };

/** What happened between two looks. */
interface Span {
  readonly frames: number;
  readonly missing: number;
  readonly runs: number;
}

/**
 * A loss is answered quickly and forgotten slowly. Two frames missing in a second of speech begin it: at 5 % that is seven
 * seconds in ten, and one stray loss says nothing. Fewer copies are asked for when 20 s of speech say so: their count errs by
 * less than one percent of loss.
 */
const quickFrames = 50;
const quickMissingMin = 2;
const slowFrames = 1000;
/** The least that is reported of a loss that begins: what calls for the first copy. More than that must be sure. */
const quickLossMin = 0.03;
/** Fewer losses than this do not tell whether they come in bursts. */
const runsMin = 4;

export function createLossReports(): LossReports {
  const watched = new Map<string, Watched>();
  return {
    plan(voices) {
      for (const producerId of watched.keys()) if (!voices.has(producerId)) watched.delete(producerId);
      return [...voices].flatMap(([producerId, counts]) => {
        if (counts.codec !== 'speex') return [];
        const voice = watched.get(producerId) ?? { looks: [beginning], redundancy: noRedundancy };
        watched.set(producerId, voice);
        remember(voice, counts);
        const loss = measureLoss(voice.looks);
        return isNews(loss, voice) ? [{ producerId, ...loss }] : [];
      });
    },
    confirm(reports) {
      for (const { producerId, ...loss } of reports) {
        const voice = watched.get(producerId);
        if (voice) voice.redundancy = planRedundancy(loss, voice.redundancy);
      }
    },
  };
}

function isNews(loss: VoiceLoss, { looks, redundancy }: Watched): boolean {
  const wanted = planRedundancy(loss, redundancy);
  if (wanted.copies < redundancy.copies && !isFull(looks)) return false;
  return !isSameRedundancy(wanted, redundancy);
}

/** Looks at which nothing new was said are not kept: a voice that rests is judged by what it said before. */
function remember({ looks, redundancy }: Watched, { received, lost, rebuilt, ...counts }: Counts): void {
  const last = looks.at(-1);
  if (last && last.received === received && last.lost === lost) return;
  const { lossRuns, framesPerPacket } = counts;
  looks.push({ received, lost, rebuilt, lossRuns, framesPerPacket });
  while (spanOf(looks, 1).frames >= slowFrames) looks.shift();
  // A loss that begins is not measured against how well all was before.
  if (redundancy.copies === 0 && quickLoss(looks) > 0) looks.splice(0, quickFrom(looks));
}

function isFull(looks: readonly Counts[]): boolean {
  return spanOf(looks, 0).frames >= slowFrames;
}

function measureLoss(looks: readonly Counts[]): VoiceLoss {
  const all = spanOf(looks, 0);
  const slowLoss = isFull(looks) ? all.missing / all.frames : sureLoss(all);
  const meanRun = all.runs < runsMin ? 1 : all.missing / all.runs / (looks.at(-1)?.framesPerPacket ?? 1);
  return {
    lossRatio: Math.min(1, Math.max(slowLoss, quickLoss(looks))),
    burstPackets: Math.min(burstPacketsMax, Math.max(1, meanRun)),
  };
}

/** Loss in the latest second of speech. */
function quickLoss(looks: readonly Counts[]): number {
  const latest = spanOf(looks, quickFrom(looks));
  return latest.missing < quickMissingMin ? 0 : Math.max(quickLossMin, sureLoss(latest));
}

function quickFrom(looks: readonly Counts[]): number {
  return Math.max(
    0,
    looks.findLastIndex((_, from) => spanOf(looks, from).frames >= quickFrames),
  );
}

/** What some losses surely mean: their number less its own uncertainty. Of little speech it says nothing. */
function sureLoss({ frames, missing }: Span): number {
  return Math.max(0, missing - Math.sqrt(missing)) / Math.max(quickFrames, frames);
}

/** From a look until the last one. */
function spanOf(looks: readonly Counts[], from: number): Span {
  const [first, last] = [looks[from], looks.at(-1)];
  if (first === undefined || last === undefined) return { frames: 0, missing: 0, runs: 0 };
  const lost = last.lost - first.lost;
  return {
    frames: last.received - first.received + lost,
    missing: lost + last.rebuilt - first.rebuilt,
    runs: last.lossRuns - first.lossRuns,
  };
}
