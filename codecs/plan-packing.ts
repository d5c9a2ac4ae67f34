// How many frames of 20 ms go into one voice packet; asked by voice-sender whenever the way into the network was looked at.

/** What a sender knows of its own way into the network. */
export interface Uplink {
  /** Bits per second that its connection can carry, all sources together; unknown at first. */
  readonly availableBps: number | undefined;
  /** Whether pictures go the same way. */
  readonly isShared: boolean;
}

/** Speex wideband of quality 8 with the length byte. */
const frameBytes = 71;
/** What each packet costs besides: IP and UDP (28), RTP with three extensions (32), SRTP's tag (16), our header (4). */
const packetBytes = 80;
const framesPerSecond = 50;
/** A packet that is lost takes all its frames along, and the first of them waits for the last one. */
const framesMax = 3;
/** A voice alone must fit with all it sends. */
const aloneShare = 0.95;
/** Beside pictures, which make room for it, no more than this share goes to its headers. */
const headersShare = 1 / 6;
/** Fewer frames per packet, which cost more, only once there is so much more than they need: estimates waver. */
const roomToReturn = 1.15;
/**
 * Looks, one a second, that must agree before the packets change: when a call begins, and while pictures feel for what the way
 * bears, its estimate falls for a moment. Every change shifts the delay by 20 ms, so the way back is not hurried.
 */
const looksToPack = 2;
const looksToReturn = 5;

/**
 * The fewest frames per packet that the way bears. One means the least delay; two and three cost 20 and 40 ms more and save
 * a quarter and a third of the voice's bandwidth: as many headers fewer.
 * @param copies how often each frame is sent again
 * @param current frames per packet now, 1..3
 * @returns 1..3
 */
export function planPacking({ availableBps, isShared }: Uplink, copies: number, current: number): number {
  if (availableBps === undefined) return current;
  const headersBps = 8 * framesPerSecond * packetBytes;
  const framesBps = 8 * framesPerSecond * frameBytes * (1 + copies);
  for (let frames = 1; frames < framesMax; frames += 1) {
    const neededBps = isShared
      ? headersBps / frames / headersShare
      : (framesBps + headersBps / frames) / aloneShare;
    if (availableBps >= neededBps * (frames < current ? roomToReturn : 1)) return frames;
  }
  return framesMax;
}

/** The returned function takes one look at the way after the other and gives the frames per packet from then on, 1..3. */
export function createPackingPlan(): (uplink: Uplink, copies: number) => number {
  let current = 1;
  let looks = 0;
  return (uplink, copies) => {
    const wanted = planPacking(uplink, copies, current);
    looks = wanted === current ? 0 : looks + 1;
    if (looks < (wanted > current ? looksToPack : looksToReturn)) return current;
    looks = 0;
    current = wanted;
    return current;
  };
}
