// Where a relay's capacity ended in one round, and why. Pure; used by capacity and capacity-report.
import { type GeneratorLoad, isAtItsLimit } from '../generator-watch.ts';
import { lossMax } from '../rounds.ts';

export const delayMaxMs = 20;

/** So many rooms at one relay, in one round. */
export interface CapacitySample {
  readonly relay: string;
  readonly round: number;
  readonly rooms: number;
  /** How much of a core the relay's processes used, 0..1. */
  readonly cores: number;
  /** Share of what was judged, 0..1. */
  readonly loss: number;
  readonly delayP99Ms: number;
  readonly generator: GeneratorLoad;
}

/** Whether it counts as carried. */
export function isCarried({ loss, delayP99Ms }: Pick<CapacitySample, 'loss' | 'delayP99Ms'>): boolean {
  return loss <= lossMax && delayP99Ms < delayMaxMs;
}

/** Whether there is no sense in asking for more rooms. */
export function isLast(sample: CapacitySample): boolean {
  return !isCarried(sample) || isAtItsLimit(sample.generator);
}

export interface CapacityEnd {
  /** The largest number of rooms that was carried, 0 for none. */
  readonly rooms: number;
  /** What was in the way of more; `machine` where packets came late although neither relay nor generator had much to do. */
  readonly because: 'relay' | 'generator' | 'machine' | 'nothing';
}

/** A relay that uses less of its core than this has not reached its limit. */
const idleCoresMax = 0.5;

/** @param samples of one relay in one round, in rising order of rooms */
export function findEnd(samples: readonly CapacitySample[]): CapacityEnd {
  const rooms = samples.findLast(isCarried)?.rooms ?? 0;
  const last = samples.at(-1);
  if (last === undefined || !isLast(last)) return { rooms, because: 'nothing' };
  if (isAtItsLimit(last.generator)) return { rooms, because: 'generator' };
  const isLateOnly = last.loss <= lossMax && last.cores < idleCoresMax;
  return { rooms, because: isLateOnly ? 'machine' : 'relay' };
}
