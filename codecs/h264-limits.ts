// Which picture sizes an H.264 encoder takes, and by how much larger ones are made smaller for it. Pure; used by h264-settings and
// the client.
import type { PictureSize } from '../protocol/room/roster.ts';

/** H.264 encodes squares of so many pixels a side, and Chromium's encoder refuses a picture with a side below one. */
export const blockSide = 16;

/**
 * Squares in one picture at most: 4096x2304, level 5.1 and 5.2 (ITU-T H.264, table A-1). Chromium's encoder takes no larger
 * picture and says nothing: it then sends none at all.
 */
export const blocksMax = 36_864;

/** Pixels along a side at most: what the graphics of a browser take. The media worker lets nothing larger pass either. */
export const sideMax = 16_384;

/** Whether a picture is larger than any that a client sends. */
export function exceedsLimits({ width, height }: PictureSize): boolean {
  const blocks = Math.ceil(width / blockSide) * Math.ceil(height / blockSide);
  return blocks > blocksMax || Math.max(width, height) > sideMax;
}

/** Whether both sides are large enough; what is too large can be made smaller. */
export function reachesBlock({ width, height }: PictureSize): boolean {
  return Math.min(width, height) >= blockSide;
}

/** By what both sides have to be divided so that the encoder takes the picture; 1 for what it takes as it is. */
export function encoderDivisor({ width, height }: PictureSize): number {
  const blocks = (divisor: number) =>
    Math.ceil(width / divisor / blockSide) * Math.ceil(height / divisor / blockSide);
  let divisor = Math.max(1, Math.sqrt((width * height) / (blocksMax * blockSide ** 2)));
  // Squares that the picture fills only in part count as well.
  while (blocks(divisor) > blocksMax) divisor *= 1.01;
  return divisor;
}
