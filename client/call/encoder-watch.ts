// Looks at the encoder of a camera or screen, which says nothing when it refuses what it is given. Used by media-sender.
import { reachesBlock } from '../../codecs/h264-limits.ts';
import type { PictureSize } from '../../protocol/room/roster.ts';
import { createEncoderJudge, readEncoder } from './judge-encoder.ts';

/** With two looks in a row a refusal is known after a second, and another size after half of one. */
const lookIntervalMs = 400;

export interface EncoderEvents {
  /** Called when the pictures have another size than at the look before, and at the first one. */
  readonly onSize: (size: PictureSize) => void;
  /** Called once, when pictures come and none of them is encoded, or when they are too small for any encoder. */
  readonly onRefused: () => void;
}

/** Returns the end. */
export function watchEncoder(
  sender: Pick<RTCRtpSender, 'getStats'>,
  { onSize, onRefused }: EncoderEvents,
): () => void {
  let judge = createEncoderJudge();
  let known: PictureSize | undefined;
  let over = false;
  const refuse = () => {
    stop();
    onRefused();
  };
  const look = async () => {
    const seen = readEncoder(await sender.getStats());
    if (over || !seen) return;
    const { size } = seen;
    if (size && !reachesBlock(size)) return refuse();
    if (size && (size.width !== known?.width || size.height !== known.height)) {
      known = size;
      // What the encoder did with pictures of another size says nothing of these.
      judge = createEncoderJudge();
      onSize(size);
    }
    if (judge(seen)) refuse();
  };
  // A sender that has ended tells nothing any more.
  const timer = setInterval(() => void look().catch(() => undefined), lookIntervalMs);
  const stop = () => {
    over = true;
    clearInterval(timer);
  };
  return stop;
}
