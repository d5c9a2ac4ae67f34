// The own screen in a call, with its sound where there is one. Used by own-sources.
import type { StoreApi } from 'zustand';
import { screenSoundOptions } from '../media/voice-contract.ts';
import { showProblem } from './device-problems.ts';
import { LocalSource } from './local-source.ts';
import type { MeetingState } from './meeting-model.ts';
import type { PicturePublisher } from './picture-publisher.ts';
import type { OpenDevice, SendingCall } from './source-kind.ts';
import { toProblem } from './to-problem.ts';

export interface LocalScreenParts {
  readonly store: StoreApi<MeetingState>;
  /** @throws CallError when there is none */
  readonly requireCall: () => SendingCall;
  /** The browser asks which screen or window; its sound comes along where the system gives it. */
  readonly openScreen: (signal: AbortSignal) => Promise<MediaStream>;
}

interface ScreenDevice extends OpenDevice {
  readonly sound: MediaStreamTrack | undefined;
  /** Whether its sound was switched on, which happens once. */
  heard: boolean;
}

export class LocalScreen {
  readonly #parts: LocalScreenParts;
  readonly #store: StoreApi<MeetingState>;
  readonly #pictures: PicturePublisher;
  readonly #screen: LocalSource<ScreenDevice>;
  readonly #sound: LocalSource<OpenDevice>;

  constructor(parts: LocalScreenParts, pictures: PicturePublisher) {
    const { store, requireCall } = parts;
    this.#parts = parts;
    this.#store = store;
    this.#pictures = pictures;
    const failed = (error: unknown) => showProblem(store, toProblem(error));
    const common = { mutes: false, replaces: false, settings: () => '', failed };
    this.#screen = new LocalSource<ScreenDevice>(
      {
        ...common,
        format: () => this.#format(),
        open: ({ signal, onEnded }) => this.#open(signal, onEnded),
        send: (call, device) => this.#send(call, device),
        replaceTrack: (call, producerId, { track }) => pictures.replaceTrack(call, producerId, track),
        withdrawn: (producerId) => pictures.unpublish(producerId),
        show: (share) => {
          if (store.getState().share !== share) store.setState({ share });
        },
      },
      requireCall,
    );
    this.#sound = new LocalSource<OpenDevice>(
      {
        ...common,
        format: () => '',
        open: async ({ onEnded }) => this.#openSound(onEnded),
        send: (call, { track }) =>
          call.sendTrack({ source: 'screen-sound', codec: 'opus', track, codecOptions: screenSoundOptions }),
        replaceTrack: (call, producerId, { track }) => call.replaceTrack(producerId, track),
        show: () => undefined,
      },
      requireCall,
    );
  }

  /** @throws CallError, DeviceError, RequestError */
  toggle(): Promise<void> {
    return this.#screen.toggle();
  }

  /** @throws CallError, DeviceError, RequestError */
  set(on: boolean): Promise<void> {
    return this.#screen.set(on);
  }

  /** Other settings for a running share: the same screen, without asking which one again. */
  look(): void {
    this.#screen.look();
  }

  reconnected(): void {
    this.#screen.reconnected();
    this.#sound.reconnected();
  }

  /** The call is over. */
  end(): void {
    this.#screen.end();
    this.#sound.end();
  }

  #format(): string {
    const { screenCodec, shareMode } = this.#store.getState().preferences;
    return JSON.stringify([this.#pictures.codecOf(screenCodec, this.#screen.device?.track), shareMode]);
  }

  async #open(signal: AbortSignal, onEnded: () => void): Promise<ScreenDevice> {
    const stream = await this.#parts.openScreen(signal);
    const [track] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (!track) throw new TypeError('The stream has no picture.');
    // The browser's own "stop sharing".
    track.addEventListener('ended', onEnded);
    return {
      settings: '',
      track,
      sound,
      heard: false,
      get ended() {
        return track.readyState === 'ended';
      },
      close: () => {
        for (const each of stream.getTracks()) each.stop();
        void this.#sound.set(false);
      },
    };
  }

  /** The sound follows once the picture is there; a sound that cannot be sent leaves the picture on. */
  async #send(call: SendingCall, device: ScreenDevice): Promise<string> {
    const codec = this.#pictures.chooseCodec(this.#store.getState().preferences.screenCodec, device.track);
    const producerId = await this.#pictures.publish(call, 'screen', device.track, codec);
    if (device.sound && !device.heard && this.#screen.device === device) {
      device.heard = true;
      this.#sound.set(true).catch((error: unknown) => showProblem(this.#store, toProblem(error)));
    }
    return producerId;
  }

  #openSound(onEnded: () => void): OpenDevice {
    const track = this.#screen.device?.sound;
    if (!track) throw new TypeError('The screen has no sound.');
    track.addEventListener('ended', onEnded);
    return {
      settings: '',
      track,
      get ended() {
        return track.readyState === 'ended';
      },
      close: () => track.stop(),
    };
  }
}
