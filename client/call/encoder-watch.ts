// Looks at the encoder of a camera or screen, which says nothing when it refuses what it is given. Used by outgoing-media.
import { createEncoderJudge, readEncoder } from './judge-encoder.ts';

/** With two looks in a row a refusal is known after a second. */
const lookIntervalMs = 400;

/** @param refused called once, when pictures come and none of them is encoded. Returns the end. */
export function watchEncoder(sender: Pick<RTCRtpSender, 'getStats'>, refused: () => void): () => void {
  const judge = createEncoderJudge();
  let over = false;
  const look = async () => {
    const seen = readEncoder(await sender.getStats());
    if (over || !seen || !judge(seen)) return;
    stop();
    refused();
  };
  // A sender that has ended tells nothing any more.
  const timer = setInterval(() => void look().catch(() => undefined), lookIntervalMs);
  const stop = () => {
    over = true;
    clearInterval(timer);
  };
  return stop;
}
