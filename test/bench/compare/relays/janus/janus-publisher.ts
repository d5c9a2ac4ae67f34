// What a person sends into a VideoRoom. Used by janus-person, and by the meeting that Janus carries.
import type { DataChannel, Track } from 'node-datachannel';
import { nowMs } from '../../../../../peers/media/stamp.ts';
import { opened, pictureLifeTimeMs } from '../../../../../peers/native-link.ts';
import { isRtcp, readKeyFrameRequests } from '../../../../../peers/rtp.ts';
import { VideoSource } from '../../../../../peers/video-source.ts';
import { type VoiceBeat, VoiceSource } from '../../../../../peers/voice-source.ts';
import { JanusLink } from './janus-link.ts';
import type { JanusSession } from './janus-session.ts';

let lastSsrc = 0x20000;
const nextSsrc = (): number => (lastSsrc += 1);

export interface PublisherOptions {
  readonly session: JanusSession;
  /** At which Janus has its media. */
  readonly address: string;
  readonly room: number;
  /** Number under which others take what this person sends, from 1. */
  readonly feed: number;
  readonly voice: boolean;
  /** Layers of an H.264 picture, 0 for none. */
  readonly layers: number;
  readonly pictures: boolean;
}

export class JanusPublisher {
  readonly #session: JanusSession;
  readonly #handle: number;
  readonly #link: JanusLink;
  readonly #voice: VoiceSource | undefined;
  readonly #channel: DataChannel | undefined;
  readonly video: VideoSource | undefined;

  private constructor(
    { session, voice, layers, pictures }: PublisherOptions,
    handle: number,
    link: JanusLink,
  ) {
    this.#session = session;
    this.#handle = handle;
    this.#link = link;
    if (voice) {
      const ssrc = nextSsrc();
      const track = link.addVoice(ssrc);
      this.#voice = new VoiceSource(ssrc, '', (bytes) => send(track, bytes));
    }
    if (layers > 0) {
      const ssrcs = Array.from({ length: layers }, nextSsrc);
      const track = link.addVideo(ssrcs);
      const video = new VideoSource('', ssrcs, (bytes) => send(track, bytes));
      track.onMessage((bytes) => {
        if (isRtcp(bytes)) for (const ssrc of readKeyFrameRequests(bytes)) video.requestKeyFrame(ssrc);
      });
      this.video = video;
    }
    if (pictures) this.#channel = link.addChannel(pictureLifeTimeMs);
  }

  /** Comes into the room; resolves when packets can leave. @throws Error when Janus refuses or the transport does not open */
  static async open(options: PublisherOptions): Promise<JanusPublisher> {
    const { session, room, feed } = options;
    const handle = await session.attach();
    await session.request(handle, { request: 'join', ptype: 'publisher', room, id: feed });
    const link = new JanusLink(options.address);
    const publisher = new JanusPublisher(options, handle, link);
    if (!options.voice && options.layers === 0 && !options.pictures) return publisher;
    const { description } = await session.request(handle, { request: 'publish' }, await link.offer());
    if (description === undefined) throw new Error('Janus did not answer an offer.');
    await link.acceptAnswer(description);
    await session.untilUp(handle);
    if (publisher.#channel !== undefined) await opened(publisher.#channel);
    return publisher;
  }

  /** The parameters are those of `VoiceSource.speak`. */
  speak(beat: VoiceBeat, gainDb?: number, stamp?: Uint8Array): boolean {
    return this.#voice?.speak(beat, gainDb, stamp) ?? false;
  }

  /** Sends the packets of one frame back to back. @param layer 0 is the smallest */
  show(payloads: readonly Uint8Array[], layer = 0): void {
    const atMs = nowMs();
    payloads.forEach((payload, index) =>
      this.video?.send(layer, { payload, marker: index === payloads.length - 1 }, atMs),
    );
  }

  /** @returns whether it was taken to be sent */
  sendPicture(message: Uint8Array): boolean {
    return this.#channel?.sendMessageBinary(message) ?? false;
  }

  async close(): Promise<void> {
    this.#link.close();
    await this.#session.detach(this.#handle);
  }
}

function send(track: Track, bytes: Buffer): boolean {
  return track.isOpen() && track.sendMessageBinary(bytes);
}
