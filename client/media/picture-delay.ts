// Delays received H.264 pictures as long as packets of theirs are lost and sent again. Used by received-media.
import { type PictureCounts, planPictureDelay } from './plan-picture-delay.ts';

/** Long enough to tell a loss, short enough that a connection that turns bad stutters only once or twice. */
const lookIntervalMs = 2000;

interface Look {
  readonly counts: PictureCounts;
  readonly atMs: number;
}

/** Looks at one receiver from now on; returns the end. */
export function adaptPictureDelay(receiver: RTCRtpReceiver): () => void {
  let last: Look | undefined;
  let currentDelayMs = 0;

  const look = async () => {
    const { counts, roundTripMs } = readStats(await receiver.getStats());
    if (counts === undefined) return;
    const atMs = performance.now();
    if (last) {
      const betweenMs = atMs - last.atMs;
      const planned = planPictureDelay({
        before: last.counts,
        now: counts,
        betweenMs,
        roundTripMs,
        currentDelayMs,
      });
      // `null` is the browser's own choice: as short as its jitter buffer holds to be safe.
      if (planned !== currentDelayMs) receiver.jitterBufferTarget = planned === 0 ? null : planned;
      currentDelayMs = planned;
    }
    last = { counts, atMs };
  };
  // A receiver that is gone has nothing to tell.
  const timer = setInterval(() => void look().catch(() => undefined), lookIntervalMs);
  return () => clearInterval(timer);
}

function readStats(stats: RTCStatsReport): { counts: PictureCounts | undefined; roundTripMs: number } {
  let counts: PictureCounts | undefined;
  let roundTripMs = 0;
  const entries: ReadonlyMap<string, Record<string, unknown>> = stats;
  for (const entry of entries.values()) {
    if (entry['type'] === 'inbound-rtp') {
      counts = {
        packetsReceived: Number(entry['packetsReceived'] ?? 0),
        packetsAskedAgain: Number(entry['nackCount'] ?? 0),
        framesDecoded: Number(entry['framesDecoded'] ?? 0),
      };
    }
    if (entry['type'] === 'candidate-pair' && entry['nominated'] === true)
      roundTripMs = 1000 * Number(entry['currentRoundTripTime'] ?? 0);
  }
  return { counts, roundTripMs };
}
