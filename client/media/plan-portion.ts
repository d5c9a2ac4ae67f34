// How many bytes of a screen go to the channel at a time: few on a slow connection, so that the newest of a tile is never far behind,
// many on a fast one, which would idle otherwise. Pure; used by screen-pictures.

export interface Portion {
  /** Bytes of the next frame, about. */
  readonly bytes: number;
  /** Whether the channel, which has so many bytes still to send, takes another frame; learns from the answer. */
  hasRoom(waitingBytes: number, nowMs: number): boolean;
  /** A frame was given to the channel. */
  sent(nowMs: number): void;
}

const first = 64_000;
const least = 16_000;
/** A relay takes a receiver for slow that has several times this waiting. */
const most = 96_000;
/** A channel found empty so soon after a frame is a fast one; later, it says nothing. */
const soonMs = 60;

export function createPortion(): Portion {
  let bytes = first;
  let sentAtMs = Number.NEGATIVE_INFINITY;
  return {
    get bytes() {
      return bytes;
    },
    hasRoom(waitingBytes, nowMs) {
      const hasRoom = waitingBytes <= bytes / 2;
      if (!hasRoom) bytes = Math.max(least, bytes / 2);
      else if (nowMs - sentAtMs < soonMs) bytes = Math.min(most, 2 * bytes);
      return hasRoom;
    },
    sent(nowMs) {
      sentAtMs = nowMs;
    },
  };
}
