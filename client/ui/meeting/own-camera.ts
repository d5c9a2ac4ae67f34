// The own camera in a call: switched on and off, started anew with other settings, its effects changed. Used by own-sources.
import { type EffectCamera, openEffectCamera } from '../../media/effects/effect-camera.ts';
import { chosenEffect, isSameEffect } from './chosen-effect.ts';
import type { PicturePublisher } from './picture-publisher.ts';
import type { PublishedSources, PublishedSourcesParts } from './published-sources.ts';

export class OwnCamera {
  readonly #parts: PublishedSourcesParts;
  readonly #sources: PublishedSources;
  readonly #pictures: PicturePublisher;
  #camera: EffectCamera | undefined;

  constructor(parts: PublishedSourcesParts, sources: PublishedSources, pictures: PicturePublisher) {
    this.#parts = parts;
    this.#sources = sources;
    this.#pictures = pictures;
  }

  async toggle(): Promise<void> {
    const { store } = this.#parts;
    const { camera } = store.getState();
    if (camera === 'starting') return;
    if (camera === 'on') return this.#sources.stop('camera');
    store.setState({ camera: 'starting' });
    try {
      await this.#start();
      store.setState({ camera: 'on' });
    } catch (error) {
      store.setState({ camera: 'off' });
      throw error;
    }
  }

  /** One that is on starts anew, with another codec, quality or device. */
  async restart(): Promise<void> {
    const { store } = this.#parts;
    if (store.getState().camera !== 'on') return;
    await this.#sources.stop('camera');
    if (store.getState().preferences.cameraQuality !== 'off') await this.toggle();
  }

  /** The background or the stickers were chosen anew. A camera that cannot follow is switched off: it shows too much. */
  async changeEffect(): Promise<void> {
    const camera = this.#camera;
    const producerId = this.#sources.producerIdOf('camera');
    if (camera === undefined || producerId === undefined) return;
    const before = camera.track;
    try {
      const ready = camera.setEffect(chosenEffect(this.#parts.store.getState()));
      const changed = camera.track !== before;
      // At once: from now on nothing goes out that is not ready. The own view waits, so as not to turn black.
      const call = this.#parts.requireCall();
      await Promise.all([ready, changed && this.#pictures.replaceTrack(call, producerId, camera.track)]);
      if (changed) this.#parts.stage.setOrigin(producerId, { kind: 'track', track: camera.track });
    } catch (error) {
      await this.#sources.giveUp('camera', error);
    }
  }

  async #start(): Promise<void> {
    const { store } = this.#parts;
    const opened = store.getState();
    const { cameraId, cameraCodec } = opened.preferences;
    const camera = await openEffectCamera(
      { deviceId: cameraId, preset: this.#pictures.cameraPreset(), effect: chosenEffect(opened) },
      {
        onCost: (effectCost) => store.setState({ effectCost }),
        onFailed: (error) => void this.#sources.giveUp('camera', error),
      },
    );
    const codec = this.#pictures.chooseCodec(cameraCodec);
    // A camera that was pulled out.
    camera.device.addEventListener('ended', () => {
      this.#move().catch((error: unknown) => this.#sources.giveUp('camera', error));
    });
    await this.#sources.start('camera', {
      publish: (call) => this.#pictures.publish(call, 'camera', camera.track, codec, camera.device),
      unpublish: (producerId) => this.#pictures.unpublish(producerId),
      release: () => {
        camera.stop();
        this.#camera = undefined;
      },
    });
    this.#camera = camera;
    if (!isSameEffect(opened, store.getState())) await this.changeEffect();
  }

  /** A camera that was pulled out: the picture goes on with the one that the system names next. */
  async #move(): Promise<void> {
    await this.#sources.stop('camera');
    await this.toggle();
    this.#parts.store.setState({ problem: { code: 'camera-changed' } });
  }
}
