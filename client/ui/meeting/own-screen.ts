// The own screen in a call, with its sound where there is one. Used by own-sources.
import type { StoreApi } from 'zustand';
import { openScreen } from '../../media/devices.ts';
import { screenSoundOptions } from '../../media/voice-contract.ts';
import type { MeetingState, PictureCodec } from './meeting-model.ts';
import type { PicturePublisher } from './picture-publisher.ts';
import type { PublishedSources } from './published-sources.ts';

export class OwnScreen {
  readonly #store: StoreApi<MeetingState>;
  readonly #sources: PublishedSources;
  readonly #pictures: PicturePublisher;

  constructor(store: StoreApi<MeetingState>, sources: PublishedSources, pictures: PicturePublisher) {
    this.#store = store;
    this.#sources = sources;
    this.#pictures = pictures;
  }

  /** The browser asks which screen or window; its sound comes along where the system gives it. */
  async toggle(): Promise<void> {
    const { share, preferences } = this.#store.getState();
    if (share === 'starting') return;
    if (share === 'on') return this.#stop();
    this.#store.setState({ share: 'starting' });
    try {
      const stream = await openScreen();
      await this.#start(stream, this.#pictures.chooseCodec(preferences.screenCodec));
      if (stream.getAudioTracks().length > 0) await this.#startSound(stream);
      this.#store.setState({ share: 'on' });
    } catch (error) {
      this.#store.setState({ share: 'off' });
      throw error;
    }
  }

  /** Other settings for a running share: the same screen, without asking which one again. */
  restart(): Promise<void> {
    return this.#sources.inTurn(() => this.#sources.republish('screen'));
  }

  async #start(stream: MediaStream, codec: PictureCodec): Promise<void> {
    const [track] = stream.getVideoTracks();
    if (!track) throw new TypeError('The stream has no picture.');
    // The browser's own "stop sharing".
    track.addEventListener('ended', () => {
      this.#stop().catch(() => undefined);
    });
    await this.#sources.start('screen', {
      publish: (call) => this.#pictures.publish(call, 'screen', track, codec),
      unpublish: (producerId) => this.#pictures.unpublish(producerId),
      release: () => {
        for (const each of stream.getTracks()) each.stop();
      },
    });
  }

  async #startSound(stream: MediaStream): Promise<void> {
    const [track] = stream.getAudioTracks();
    if (!track) return;
    await this.#sources.start('screen-sound', {
      publish: (call) =>
        call.sendTrack({ source: 'screen-sound', codec: 'opus', track, codecOptions: screenSoundOptions }),
      release: () => track.stop(),
    });
  }

  async #stop(): Promise<void> {
    this.#store.setState({ share: 'off' });
    // At once, so that nothing finds a screen that is half gone.
    await Promise.all([this.#sources.stop('screen-sound'), this.#sources.stop('screen')]);
  }
}
