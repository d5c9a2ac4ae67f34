// Notices that parts of a screen's pictures were lost on the way: frames are numbered and say how many tiles they have. Pure; used by
// the decoding worker. A camera needs none of this, its next picture is whole.
import type { PicturePacket } from '../../protocol/media/picture-packet.ts';

export interface PictureGaps {
  /**
   * Takes in a tile.
   * @returns whether something has been missing for so long that it will not come any more; then all that is missing counts as
   *   asked for
   */
  push(packet: Pick<PicturePacket, 'sequence' | 'tileCount'>, nowMs: number): boolean;
  /** What was missed meanwhile was not wanted. */
  reset(): void;
}

/** What is not there so long after the frame that followed it was given up on the way (the relay's and the sender's 2 s). */
const lostAfterMs = 2500;
/** Asking more often would have more repeated than was lost. */
const askIntervalMs = 5000;
/** More frames than this at once are a new beginning rather than a gap. */
const gapMax = 500;

export function createPictureGaps(): PictureGaps {
  /** Frames that lack tiles: how many, all of them when unknown, and since when. */
  const lacking = new Map<number, { missing: number; sinceMs: number }>();
  let newest: number | undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;

  const count = (sequence: number, tileCount: number, nowMs: number) => {
    const known = lacking.get(sequence);
    const missing = Math.min(known?.missing ?? tileCount, tileCount) - 1;
    if (missing > 0) lacking.set(sequence, { missing, sinceMs: known?.sinceMs ?? nowMs });
    else lacking.delete(sequence);
  };

  return {
    push({ sequence, tileCount }, nowMs) {
      const ahead = newest === undefined ? 0 : (sequence - newest) | 0;
      if (newest === undefined || ahead > gapMax) lacking.clear();
      else
        for (let step = 1; step < ahead; step += 1)
          lacking.set((newest + step) >>> 0, { missing: Number.POSITIVE_INFINITY, sinceMs: nowMs });
      if (newest === undefined || ahead > 0) newest = sequence;
      if (ahead >= 0 || lacking.has(sequence)) count(sequence, tileCount, nowMs);
      const isLost = [...lacking.values()].some(({ sinceMs }) => nowMs - sinceMs >= lostAfterMs);
      if (!isLost || nowMs - askedAtMs < askIntervalMs) return false;
      askedAtMs = nowMs;
      lacking.clear();
      return true;
    },
    reset() {
      lacking.clear();
      newest = undefined;
    },
  };
}
