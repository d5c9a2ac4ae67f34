// How much a picture that goes out in one layer may take of a slow connection. Pure; asked by h264-layers once a second.

/** From one step to the next; below 1 / 0.65, the use of the connection from which on the browser does not look for more. */
const stepRatio = 1.5;
const lowestStepBps = 60_000;
/** The estimate wavers by some percent. */
const wavering = 0.95;
/** Voice and headers want something too. */
const pictureShare = 0.85;
/** So much more than the next step must fit before it is taken. */
const headroom = 1.1;

export interface BitrateInput {
  /** What the browser believes that the connection carries, all sources together; `undefined` while it does not say. */
  readonly availableBps: number | undefined;
  /** The most that the layer is ever worth. */
  readonly limitBps: number;
  /** What was planned a second ago. */
  readonly currentBps: number;
}

/**
 * A browser looks for more bandwidth only while it uses less than 65 % of what it knows of, and when the wish for it
 * grows (libwebrtc, AlrDetector and ProbeController). A single layer that takes all there is never lets it: after a
 * narrow stretch its estimate then grows by 8 % a second. So the layer takes steps of what is there, and each
 * step up makes the browser look at once. Measured (netlab, step-down): from 150 kbit/s back to 500 in seconds.
 * @returns bits a second
 */
export function planBitrate({ availableBps, limitBps, currentBps }: BitrateInput): number {
  if (availableBps === undefined) return currentBps;
  if (availableBps < currentBps * wavering) return highestStep(limitBps, availableBps * pictureShare);
  return Math.max(currentBps, highestStep(limitBps, availableBps / headroom));
}

/** So much of a layer's bitrate is enough for its full size; a layer of half the width needs a third. */
const fullSizeShare = 0.4;
const halfSizeShare = 0.12;

/**
 * A layer that gets little is made smaller at once: the browser itself would let it stand still for ten seconds first.
 * @returns what the layer's width and height are divided by: 1, 2 or 4
 */
export function planShrink(bitrateBps: number, limitBps: number): number {
  if (bitrateBps >= fullSizeShare * limitBps) return 1;
  return bitrateBps >= halfSizeShare * limitBps ? 2 : 4;
}

/** The highest step of a ladder that ends at the limit and is at most so high; the lowest one if none is. */
function highestStep(limitBps: number, mostBps: number): number {
  let step = limitBps;
  while (step > mostBps && step / stepRatio >= lowestStepBps) step /= stepRatio;
  return Math.round(step);
}
