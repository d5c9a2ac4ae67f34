// Lets the load tester's publisher send into a VideoRoom, so that both meetings get their pictures from the same code. Used by janus-meeting.
import type { SendingPeer } from '../../../../load/crew/publisher.ts';
import type { VideoSource } from '../../../../peers/video-source.ts';
import type { VoiceBeat } from '../../../../peers/voice-source.ts';
import type { JanusPublisher } from '../relays/janus/janus-publisher.ts';

/** Everything was negotiated when the publisher was opened. */
export class JanusSender implements SendingPeer {
  readonly #publisher: JanusPublisher;

  constructor(publisher: JanusPublisher) {
    this.#publisher = publisher;
  }

  readonly bufferedAmount = 0;

  get video(): VideoSource | undefined {
    return this.#publisher.video;
  }

  async startMicrophone(): Promise<void> {}

  async startVideo(): Promise<VideoSource> {
    const { video } = this.#publisher;
    if (video === undefined) throw new Error('This publisher was opened without video.');
    return video;
  }

  async startPictures(): Promise<string> {
    throw new Error('This meeting has no pictures of JPEG.');
  }

  speak(beat: VoiceBeat, gainDb?: number, stamp?: Uint8Array): boolean {
    return this.#publisher.speak(beat, gainDb, stamp);
  }

  sendPicture(message: Uint8Array): boolean {
    return this.#publisher.sendPicture(message);
  }
}
