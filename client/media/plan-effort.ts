// How much of a channel's room JPEG pictures try to take: less when it is often busy, more again when it is not. Pure.
import type { PictureSource } from './picture-contract.ts';

export interface Effort {
  /** 0 is the best picture, `levels.length - 1` the smallest. */
  readonly level: number;
  /** Part of the recent pictures that found the channel busy, 0..1; recent ones count more. */
  readonly busyRatio: number;
}

interface EffortLevel {
  readonly qualityRatio: number;
  readonly widthRatio: number;
}

/** Each level takes about two thirds of the bytes of the one before it. */
const levels: readonly EffortLevel[] = [
  { qualityRatio: 1, widthRatio: 1 },
  { qualityRatio: 0.75, widthRatio: 1 },
  { qualityRatio: 0.75, widthRatio: 0.75 },
  { qualityRatio: 0.75, widthRatio: 0.5 },
  { qualityRatio: 0.5, widthRatio: 0.5 },
];

export const fullEffort: Effort = { level: 0, busyRatio: 0 };

/** Weight of the newest picture: some ten pictures decide. */
const newestWeight = 0.1;
/** More busy than this is too much effort: every third picture would be left out. */
const tooBusyRatio = 0.35;
/** Less busy than this is room for more: some 25 pictures after a change without a single one left out. */
const idleRatio = 0.01;
/** Where the count begins after a change, so that the next one is no hasty one. */
const restartRatio = 0.15;

/** @param hasRoom whether the picture that was due found room in the channel */
export function planEffort({ level, busyRatio }: Effort, hasRoom: boolean): Effort {
  const ratio = busyRatio * (1 - newestWeight) + (hasRoom ? 0 : newestWeight);
  if (ratio > tooBusyRatio && level < levels.length - 1) return { level: level + 1, busyRatio: restartRatio };
  if (ratio < idleRatio && level > 0) return { level: level - 1, busyRatio: restartRatio };
  return { level, busyRatio: ratio };
}

/** What a level means; a screen is never scaled, since its text would become unreadable. */
export function effortOf({ level }: Effort, source: PictureSource): EffortLevel {
  const { qualityRatio, widthRatio } = levels[level] ?? { qualityRatio: 1, widthRatio: 1 };
  return { qualityRatio, widthRatio: source === 'screen' ? 1 : widthRatio };
}
