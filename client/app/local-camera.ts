// The own camera in a call: switched on and off, opened or sent anew with other settings, its effects changed. Used by own-sources.
import type { StoreApi } from 'zustand';
import type { EffectCamera, openEffectCamera } from '../media/effects/effect-camera.ts';
import { chosenEffect, isSameEffect } from './chosen-effect.ts';
import { showProblem } from './device-problems.ts';
import { LocalSource } from './local-source.ts';
import type { MeetingState } from './meeting-model.ts';
import type { PicturePublisher } from './picture-publisher.ts';
import type { OpenDevice, Opening, SendingCall } from './source-kind.ts';
import { toProblem } from './to-problem.ts';

export interface LocalCameraParts {
  readonly store: StoreApi<MeetingState>;
  /** @throws CallError when there is none */
  readonly requireCall: () => SendingCall;
  readonly openCamera: typeof openEffectCamera;
}

interface CameraDevice extends OpenDevice {
  readonly camera: EffectCamera;
}

export class LocalCamera extends LocalSource<CameraDevice> {
  readonly #parts: LocalCameraParts;
  readonly #store: StoreApi<MeetingState>;
  readonly #pictures: PicturePublisher;

  constructor(parts: LocalCameraParts, pictures: PicturePublisher) {
    const { store } = parts;
    super(
      {
        mutes: false,
        // Some cameras can be opened only once.
        replaces: false,
        missing: 'camera-missing',
        settings: () => this.#settings(),
        format: () => pictures.codecOf(store.getState().preferences.cameraCodec, this.device?.camera.device),
        open: (opening) => this.#open(opening),
        send: (call, { camera }) => this.#send(call, camera),
        replaceTrack: (call, producerId, { camera }) => pictures.replaceTrack(call, producerId, camera.track),
        withdrawn: (producerId) => pictures.unpublish(producerId),
        goesOn: () => store.setState({ problem: { code: 'camera-changed' } }),
        show: (camera) => {
          if (store.getState().camera !== camera) store.setState({ camera });
        },
        failed: (error) => showProblem(store, toProblem(error)),
      },
      parts.requireCall,
    );
    this.#parts = parts;
    this.#store = store;
    this.#pictures = pictures;
  }

  /** Another device, quality or codec is preferred now; without any camera it is switched off. @throws as `set` */
  async followPreferences(): Promise<void> {
    if (this.#store.getState().preferences.cameraQuality === 'off') await this.set(false);
    else this.look();
  }

  /** The background or the stickers were chosen anew. A camera that cannot follow is switched off: it shows too much. */
  async changeEffect(): Promise<void> {
    const camera = this.device?.camera;
    if (!camera) return;
    try {
      const ready = camera.setEffect(chosenEffect(this.#store.getState()));
      // At once: from now on nothing goes out that is not ready. The own view waits, so as not to turn black.
      this.look();
      await ready;
      const { producerId } = this;
      if (this.device?.camera === camera && producerId !== undefined)
        this.#pictures.showOwn(producerId, camera.track);
    } catch (error) {
      if (this.device?.camera === camera) this.fail(error);
    }
  }

  #settings(): string {
    return JSON.stringify([this.#store.getState().preferences.cameraId, this.#pictures.cameraPreset()]);
  }

  async #open({ signal, onEnded, onFailed }: Opening<CameraDevice>): Promise<CameraDevice> {
    const settings = this.#settings();
    let opened = this.#store.getState();
    const camera = await this.#parts.openCamera(
      {
        deviceId: opened.preferences.cameraId,
        preset: this.#pictures.cameraPreset(),
        effect: chosenEffect(opened),
      },
      { onCost: (effectCost) => this.#store.setState({ effectCost }), onFailed },
      signal,
    );
    try {
      while (!isSameEffect(opened, this.#store.getState())) {
        opened = this.#store.getState();
        await camera.setEffect(chosenEffect(opened));
      }
    } catch (error) {
      camera.stop();
      throw error;
    }
    // A camera that was pulled out.
    camera.device.addEventListener('ended', onEnded);
    return {
      camera,
      settings,
      get track() {
        return camera.track;
      },
      get ended() {
        return camera.device.readyState === 'ended';
      },
      close: () => camera.stop(),
    };
  }

  #send(call: SendingCall, camera: EffectCamera): Promise<string> {
    const codec = this.#pictures.chooseCodec(this.#store.getState().preferences.cameraCodec, camera.device);
    return this.#pictures.publish(call, 'camera', camera.track, codec, camera.device);
  }
}
