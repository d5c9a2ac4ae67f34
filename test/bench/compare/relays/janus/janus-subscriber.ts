// What a person receives from a VideoRoom: many streams over one transport. Used by janus-person, and by the meeting that Janus carries.
import type { DataChannel, Track } from 'node-datachannel';
import { isRtcp, payloadOffset } from '../../../../../peers/rtp.ts';
import type { PacketKind } from '../relay.ts';
import { JanusLink } from './janus-link.ts';
import type { JanusSession } from './janus-session.ts';

/** One wanted stream of a publisher. */
export interface WantedFeed {
  /** The sender's number. */
  readonly feed: number;
  /** Of simulcast layers the one that is wanted, 0 is the smallest. */
  readonly substream?: number;
}

export interface FeedArrivals {
  /** @param payload of the RTP packet @param sequence of the packet, 0..65535 */
  readonly onPacket?: (
    kind: PacketKind,
    feed: number,
    payload: Buffer,
    sequence: number,
    marker: boolean,
  ) => void;
  readonly onPicture?: (feed: number, message: Uint8Array) => void;
}

interface AttachedStream {
  readonly type: string;
  readonly mid: string;
  readonly feed_id?: number;
}

export class JanusSubscriber {
  readonly #session: JanusSession;
  readonly #handle: number;
  readonly #link: JanusLink;

  private constructor(session: JanusSession, handle: number, link: JanusLink) {
    this.#session = session;
    this.#handle = handle;
    this.#link = link;
  }

  /** Resolves when everything that was wanted can arrive. @throws Error when Janus refuses or the transport does not open */
  static async open(
    session: JanusSession,
    address: string,
    room: number,
    wanted: readonly WantedFeed[],
    arrivals: FeedArrivals,
  ): Promise<JanusSubscriber> {
    const handle = await session.attach();
    const question = { request: 'join', ptype: 'subscriber', room, streams: wanted };
    const { data, description } = await session.request(handle, question);
    if (description === undefined) throw new Error('Janus offered nothing to receive.');
    const streams = data['streams'] as readonly AttachedStream[];
    const link = new JanusLink(address);
    const answer = await link.answer(
      description,
      (track) => takeTrack(track, streams, arrivals),
      (channel) => takeChannel(channel, arrivals),
    );
    await session.request(handle, { request: 'start' }, answer);
    await link.connected();
    await session.untilUp(handle);
    return new JanusSubscriber(session, handle, link);
  }

  async close(): Promise<void> {
    this.#link.close();
    await this.#session.detach(this.#handle);
  }
}

function takeTrack(track: Track, streams: readonly AttachedStream[], { onPacket }: FeedArrivals): void {
  const stream = streams.find(({ mid }) => mid === track.mid());
  const feed = stream?.feed_id;
  if (feed === undefined || onPacket === undefined) return;
  const kind = stream?.type === 'audio' ? 'voice' : 'video';
  track.onMessage((bytes) => {
    if (isRtcp(bytes) || bytes.length < 12) return;
    const marker = ((bytes[1] ?? 0) & 0x80) !== 0;
    onPacket(kind, feed, bytes.subarray(payloadOffset(bytes)), bytes.readUInt16BE(2), marker);
  });
}

/** Janus opens a channel for each sender of data, under the sender's number. */
function takeChannel(channel: DataChannel, { onPicture }: FeedArrivals): void {
  const feed = Number(channel.getLabel());
  channel.onMessage((message) => {
    if (typeof message !== 'string') onPicture?.(feed, new Uint8Array(message));
  });
}
