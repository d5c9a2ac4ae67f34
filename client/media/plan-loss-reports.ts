// Decides what to tell the senders of voices about the loss on the way here; asked once a second by the call's controller.
import { planRedundancy } from '../../codecs/plan-redundancy.ts';
import type { VoiceStats } from './voice-contract.ts';

export interface LossReport {
  readonly producerId: string;
  /** Share of the frames that would be missing without copies, 0..1. */
  readonly lossRatio: number;
}

export interface LossReports {
  /** What is to be said now. @param voices the counters of every voice that plays, by producer */
  plan(voices: ReadonlyMap<string, VoiceStats>): LossReport[];
  /** The reports arrived; what was not confirmed is planned again. */
  confirm(reports: readonly LossReport[]): void;
}

type Counts = Pick<VoiceStats, 'received' | 'lost' | 'rebuilt'>;

interface Watched {
  /** Counters of the last looks, the oldest first. */
  readonly looks: Counts[];
  /** Copies that the last confirmed report calls for. */
  copies: number;
}

/** Looks that a loss is measured over: five seconds tell 3 % from nothing, and follow a path that changes. */
const looksMax = 6;
/** Fewer frames than this (a second of speech) tell nothing. */
const framesMin = 50;

export function createLossReports(): LossReports {
  const watched = new Map<string, Watched>();
  return {
    plan(voices) {
      for (const producerId of watched.keys()) if (!voices.has(producerId)) watched.delete(producerId);
      return [...voices].flatMap(([producerId, { codec, received, lost, rebuilt }]) => {
        if (codec !== 'speex') return [];
        const voice = watched.get(producerId) ?? { looks: [], copies: 0 };
        watched.set(producerId, voice);
        voice.looks.push({ received, lost, rebuilt });
        voice.looks.splice(0, voice.looks.length - looksMax);
        const lossRatio = lossOf(voice.looks);
        const isNews = lossRatio !== undefined && planRedundancy(lossRatio, voice.copies) !== voice.copies;
        return isNews ? [{ producerId, lossRatio }] : [];
      });
    },
    confirm(reports) {
      for (const { producerId, lossRatio } of reports) {
        const voice = watched.get(producerId);
        if (voice) voice.copies = planRedundancy(lossRatio, voice.copies);
      }
    },
  };
}

/** Loss between the first and the last look; `undefined` when too little was said. */
function lossOf(looks: readonly Counts[]): number | undefined {
  const [first] = looks;
  const last = looks.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const lost = last.lost - first.lost;
  const frames = last.received - first.received + lost;
  if (frames < framesMin) return undefined;
  return Math.min(1, (lost + last.rebuilt - first.rebuilt) / frames);
}
