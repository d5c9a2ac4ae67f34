// Counts what one person of the VideoRoom receives, by the load tester's own checks. Used by janus-meeting.
import { type Meter, StreamMeter } from '../../../../load/crew/meter.ts';
import { createH264Checker, type H264Checker } from '../../../../peers/media/check-h264.ts';
import { readVoiceStamp } from '../../../../peers/media/stamp.ts';
import type { PacketKind } from '../relays/relay.ts';
import type { FeedArrivals } from '../relays/janus/janus-subscriber.ts';

const rtpNumbers = 2 ** 16;

interface Feed {
  readonly voice: StreamMeter;
  readonly video: StreamMeter;
  readonly checker: H264Checker;
}

export class FeedMeter implements FeedArrivals {
  readonly #meter: Meter;
  readonly #feeds = new Map<number, Feed>();

  /** @param feeds the numbers of the others */
  constructor(meter: Meter, feeds: readonly number[]) {
    this.#meter = meter;
    for (const feed of feeds) {
      const [voice, video] = [newStream(meter), newStream(meter)];
      meter.voice.streams.add(voice);
      meter.video.streams.add(video);
      this.#feeds.set(feed, { voice, video, checker: createH264Checker() });
    }
  }

  readonly onPacket = (
    kind: PacketKind,
    from: number,
    payload: Buffer,
    sequence: number,
    marker: boolean,
  ): void => {
    const feed = this.#feeds.get(from);
    if (feed === undefined) return;
    const atMs = this.#meter.nowMs();
    const stream = feed[kind];
    stream.lastAtMs = atMs;
    const follows = stream.sequence.take(sequence);
    const media = this.#meter[kind];
    if (kind === 'voice') {
      media.frames += 1;
      const sentAtMs = readVoiceStamp(payload);
      if (sentAtMs !== undefined) media.delays.add(atMs - sentAtMs);
      return;
    }
    const frame = feed.checker.take(payload, marker, follows);
    if (frame === undefined) return;
    if (frame.isDecodable) media.frames += 1;
    else media.broken += 1;
    if (frame.sentAtMs !== undefined) media.delays.add(atMs - frame.sentAtMs);
  };
}

function newStream(meter: Meter): StreamMeter {
  return new StreamMeter(rtpNumbers, true, meter.nowMs());
}
