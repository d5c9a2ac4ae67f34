// The own microphone, camera and screen: switched on and off one by one, published again after media was lost.
import type { StoreApi } from 'zustand';
import type { Source, VoiceCodec } from '../../../protocol/roster.ts';
import type { VoiceLoss } from '../../../protocol/voice-loss.ts';
import type { Call } from '../../call/call.ts';
import { CallError } from '../../call/call-error.ts';
import { openScreen } from '../../media/devices.ts';
import { type EffectCamera, openEffectCamera } from '../../media/effects/effect-camera.ts';
import { closeMicrophone, type OpenedMicrophone } from '../../media/microphone-input.ts';
import {
  type Microphone,
  opusVoiceOptions,
  screenSoundOptions,
  speexCarrierOptions,
  type VoiceEngine,
} from '../../media/voice-contract.ts';
import { canCaptureForSpeex } from '../../media/voice-support.ts';
import { chosenEffect, isSameEffect } from './chosen-effect.ts';
import type { MeetingState, PictureCodec } from './meeting-model.ts';
import { toProblem } from './to-problem.ts';
import { PicturePublisher } from './picture-publisher.ts';
import type { PictureStage } from './picture-stage.ts';
import { openPreferredMicrophone, suppressLightly } from './preferred-microphone.ts';

/** A source that is on: how to send it (again) and how to end it. */
interface OwnSource {
  producerId: string | undefined;
  publish(call: Call): Promise<string>;
  /** Ends what `publish` started besides the producer. */
  unpublish(): void;
  /** Lets go of the device. */
  release(): void;
}

export interface OwnSourcesParts {
  readonly store: StoreApi<MeetingState>;
  readonly engine: () => VoiceEngine;
  readonly stage: PictureStage;
  /** The running call. @throws CallError when there is none */
  readonly requireCall: () => Call;
}

export class OwnSources {
  readonly #parts: OwnSourcesParts;
  readonly #on = new Map<Source, OwnSource>();
  readonly #pictures: PicturePublisher;
  #microphone: Microphone | undefined;
  /** One change of the microphone waits for the other. */
  #changing = Promise.resolve();
  #publishing: Promise<void> = Promise.resolve();
  #voiceChanging = false;
  #camera: EffectCamera | undefined;

  constructor(parts: OwnSourcesParts) {
    this.#parts = parts;
    this.#pictures = new PicturePublisher(parts.store, parts.stage);
  }

  /** On, muted, on again: the device stays open until the call is left, so that unmuting is immediate. */
  async toggleMicrophone(): Promise<void> {
    const { store } = this.#parts;
    const { microphone } = store.getState();
    if (microphone === 'starting') return;
    if (microphone === 'on') return this.#setMuted(true);
    if (this.#microphone) return this.#setMuted(false);
    store.setState({ microphone: 'starting' });
    try {
      await this.#startMicrophone();
      store.setState({ microphone: 'on' });
    } catch (error) {
      store.setState({ microphone: 'off' });
      throw error;
    }
  }

  async toggleCamera(): Promise<void> {
    const { store } = this.#parts;
    const { camera } = store.getState();
    if (camera === 'starting') return;
    if (camera === 'on') return this.#stop('camera');
    store.setState({ camera: 'starting' });
    try {
      await this.#startCamera();
      store.setState({ camera: 'on' });
    } catch (error) {
      store.setState({ camera: 'off' });
      throw error;
    }
  }

  /** The background or the stickers were chosen anew. A camera that cannot follow is switched off: it shows too much. */
  async changeEffect(): Promise<void> {
    const camera = this.#camera;
    const producerId = this.#on.get('camera')?.producerId;
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
      await this.#giveUp('camera', error);
    }
  }

  /** The browser asks which screen or window; its sound comes along where the system gives it. */
  async toggleShare(): Promise<void> {
    const { store } = this.#parts;
    const { share, preferences } = store.getState();
    if (share === 'starting') return;
    if (share === 'on') return this.#stopShare();
    store.setState({ share: 'starting' });
    try {
      const stream = await openScreen();
      await this.#startScreen(stream, this.#pictures.chooseCodec(preferences.screenCodec));
      if (stream.getAudioTracks().length > 0) await this.#startScreenSound(stream);
      store.setState({ share: 'on' });
    } catch (error) {
      store.setState({ share: 'off' });
      throw error;
    }
  }

  /** Starts what is on anew, with another codec or another device. */
  async restart(source: 'camera' | 'screen'): Promise<void> {
    const { store } = this.#parts;
    if (source === 'camera' && store.getState().camera === 'on') {
      await this.#stop('camera');
      if (store.getState().preferences.cameraQuality !== 'off') await this.toggleCamera();
    }
    if (source === 'screen') await this.#republishScreen();
  }

  /** Goes on with the microphone that is preferred now; nobody hears more of it than the other sound. */
  changeMicrophone(): Promise<void> {
    const change = this.#changing.then(() => this.#replaceMicrophone());
    // Whoever asked for it learns of a failure.
    this.#changing = change.catch(() => undefined);
    return change;
  }

  /** The receivers of a JPEG source ask for a whole picture. */
  wantWhole(producerId: string, bytesPerSecond?: number): void {
    this.#pictures.wantWhole(producerId, bytesPerSecond);
  }

  /** All receivers of an own JPEG source are slow. */
  limitPace(producerId: string, bytesPerSecond: number): void {
    this.#pictures.limitPace(producerId, bytesPerSecond);
  }

  /** Whether anybody watches an own JPEG source. */
  setWatched(producerId: string, watched: boolean): void {
    this.#pictures.setWatched(producerId, watched);
  }

  /** The listeners of an own voice lose so much of it. */
  expectLoss(producerId: string, loss: VoiceLoss): void {
    if (this.#on.get('microphone')?.producerId === producerId) this.#microphone?.expectLoss(loss);
  }

  /** The room's voices may be sent as something else now: a microphone that is on goes over to it, mute or not. */
  async followVoice(): Promise<void> {
    if (this.#voiceChanging) return;
    this.#voiceChanging = true;
    try {
      while (this.#microphone && this.#microphone.codec !== this.#voiceCodec()) {
        await this.#changeVoice(this.#microphone);
      }
    } catch (error) {
      // A call that is over has ended the microphone by itself.
      if (this.#microphone) await this.#giveUp('microphone', error);
    } finally {
      this.#voiceChanging = false;
    }
  }

  /** After a break: what is on and not sent any more is sent again; its device is still open. One after the other. */
  publishAgain(): Promise<void> {
    this.#publishing = this.#publishing
      .catch(() => undefined)
      .then(() => throughBreaks(this.#publishMissing()));
    return this.#publishing;
  }

  async #publishMissing(): Promise<void> {
    const call = this.#parts.requireCall();
    for (const own of this.#on.values()) {
      if (own.producerId !== undefined && call.isSending(own.producerId)) continue;
      if (own.producerId !== undefined) this.#parts.stage.removeOrigin(own.producerId);
      own.unpublish();
      own.producerId = await own.publish(call);
    }
  }

  /** Lets go of all devices; the call that used them is over. */
  releaseAll(): void {
    for (const own of this.#on.values()) {
      if (own.producerId !== undefined) this.#parts.stage.removeOrigin(own.producerId);
      own.unpublish();
      own.release();
    }
    this.#on.clear();
    this.#microphone = undefined;
    this.#parts.store.setState({ microphone: 'off', camera: 'off', share: 'off' });
  }

  async #startCamera(): Promise<void> {
    const { store } = this.#parts;
    const opened = store.getState();
    const { cameraId, cameraCodec } = opened.preferences;
    const camera = await openEffectCamera(
      { deviceId: cameraId, preset: this.#pictures.cameraPreset(), effect: chosenEffect(opened) },
      {
        onCost: (effectCost) => store.setState({ effectCost }),
        onFailed: (error) => void this.#giveUp('camera', error),
      },
    );
    const codec = this.#pictures.chooseCodec(cameraCodec);
    // A camera that was pulled out.
    camera.device.addEventListener('ended', () => {
      this.#moveCamera().catch((error: unknown) => this.#giveUp('camera', error));
    });
    await this.#start('camera', {
      producerId: undefined,
      publish: (call) => this.#pictures.publish(call, 'camera', camera.track, codec, camera.device),
      unpublish: () => this.#unpublishPicture('camera'),
      release: () => {
        camera.stop();
        this.#camera = undefined;
      },
    });
    this.#camera = camera;
    if (!isSameEffect(opened, store.getState())) await this.changeEffect();
  }

  async #startMicrophone(): Promise<void> {
    const opened = await this.#openMicrophone();
    const microphone = await this.#parts.engine().startMicrophone(opened, this.#voiceCodec());
    await this.#start('microphone', this.#microphoneSource(microphone));
    this.#useMicrophone(microphone);
    await this.followVoice();
  }

  /** What the room's voices are sent as, where this browser can. */
  #voiceCodec(): VoiceCodec {
    const { room, speexAvailable } = this.#parts.store.getState();
    return room?.voice.used === 'speex' && speexAvailable && canCaptureForSpeex() ? 'speex' : 'opus';
  }

  /** One producer ends and another begins in one go, so that what is missed is only the time that the relay takes. */
  async #changeVoice(microphone: Microphone): Promise<void> {
    await microphone.setCodec(this.#voiceCodec());
    const own = this.#on.get('microphone');
    if (!own || this.#microphone !== microphone) return;
    const { producerId } = own;
    own.producerId = undefined;
    const muted = this.#isMuted();
    const ended = producerId === undefined ? undefined : this.#parts.requireCall().stopSource(producerId);
    await Promise.all([ended && throughBreaks(ended), this.publishAgain()]);
    if (this.#isMuted() !== muted) await this.#setMuted(!muted);
  }

  #microphoneSource(microphone: Microphone): OwnSource {
    return {
      producerId: undefined,
      publish: (call) =>
        call.sendTrack({
          source: 'microphone',
          codec: microphone.codec,
          track: microphone.track,
          paused: this.#isMuted(),
          codecOptions: microphone.codec === 'speex' ? speexCarrierOptions : opusVoiceOptions,
          onSender: (sender) => microphone.attachSender(sender),
        }),
      unpublish: () => undefined,
      release: () => {
        microphone.stop();
        this.#microphone = undefined;
      },
    };
  }

  #useMicrophone(microphone: Microphone): void {
    this.#microphone = microphone;
    microphone.setMuted(this.#isMuted());
  }

  #isMuted(): boolean {
    return this.#parts.store.getState().microphone === 'off';
  }

  async #openMicrophone(): Promise<OpenedMicrophone> {
    const { engine, store } = this.#parts;
    const goOn = (change: Promise<void>) =>
      change.catch((error: unknown) => this.#giveUp('microphone', error));
    const opened = await openPreferredMicrophone(store, () =>
      engine().openNoiseSuppressor(() => {
        suppressLightly(store);
        void goOn(this.changeMicrophone());
      }),
    );
    // A microphone that was pulled out: the voice goes on with the one that the system names next.
    const move = async () => {
      if (!this.#microphone) return;
      await this.changeMicrophone();
      store.setState({ problem: { code: 'microphone-changed' } });
    };
    opened.stream.getAudioTracks()[0]?.addEventListener('ended', () => void goOn(move()));
    return opened;
  }

  async #replaceMicrophone(): Promise<void> {
    const microphone = this.#microphone;
    if (!microphone) return;
    const opened = await this.#openMicrophone();
    // Switched off or restarted meanwhile.
    if (this.#microphone !== microphone) return closeMicrophone(opened);
    const track = microphone.replaceInput(opened);
    const producerId = this.#on.get('microphone')?.producerId;
    // What is not sent just now will be sent with the new device.
    if (producerId !== undefined)
      await throughBreaks(this.#parts.requireCall().replaceTrack(producerId, track));
  }

  /** Without another device the source is over. */
  async #giveUp(source: 'microphone' | 'camera', error: unknown): Promise<void> {
    this.#parts.store.setState({ problem: toProblem(error) });
    // A call that is over has ended its sources by itself.
    await this.#stop(source).catch(() => undefined);
  }

  /** A camera that was pulled out: the picture goes on with the one that the system names next. */
  async #moveCamera(): Promise<void> {
    await this.#stop('camera');
    await this.toggleCamera();
    this.#parts.store.setState({ problem: { code: 'camera-changed' } });
  }

  async #setMuted(muted: boolean): Promise<void> {
    const producerId = this.#on.get('microphone')?.producerId;
    this.#microphone?.setMuted(muted);
    this.#parts.store.setState({ microphone: muted ? 'off' : 'on' });
    if (producerId !== undefined) await throughBreaks(this.#parts.requireCall().setPaused(producerId, muted));
  }

  async #startScreen(stream: MediaStream, codec: PictureCodec): Promise<void> {
    const [track] = stream.getVideoTracks();
    if (!track) throw new TypeError('The stream has no picture.');
    // The browser's own "stop sharing".
    track.addEventListener('ended', () => {
      this.#stopShare().catch(() => undefined);
    });
    await this.#start('screen', {
      producerId: undefined,
      publish: (call) => this.#pictures.publish(call, 'screen', track, codec),
      unpublish: () => this.#unpublishPicture('screen'),
      release: () => {
        for (const each of stream.getTracks()) each.stop();
      },
    });
  }

  #unpublishPicture(source: 'camera' | 'screen'): void {
    const producerId = this.#on.get(source)?.producerId;
    if (producerId !== undefined) this.#pictures.unpublish(producerId);
  }

  async #startScreenSound(stream: MediaStream): Promise<void> {
    const [track] = stream.getAudioTracks();
    if (!track) return;
    await this.#start('screen-sound', {
      producerId: undefined,
      publish: (call) =>
        call.sendTrack({ source: 'screen-sound', codec: 'opus', track, codecOptions: screenSoundOptions }),
      unpublish: () => undefined,
      release: () => track.stop(),
    });
  }

  async #start(source: Source, own: OwnSource): Promise<void> {
    let call: Call | undefined;
    try {
      call = this.#parts.requireCall();
      own.producerId = await own.publish(call);
    } catch (error) {
      // While the line is broken a source is on all the same: it is sent when the call goes on.
      if (!(error instanceof CallError) || call === undefined || call.left) {
        own.release();
        throw error;
      }
    }
    this.#on.set(source, own);
  }

  async #stop(source: Source): Promise<void> {
    const own = this.#on.get(source);
    if (!own) return;
    own.unpublish();
    own.release();
    this.#on.delete(source);
    if (source === 'camera' || source === 'microphone') this.#parts.store.setState({ [source]: 'off' });
    if (own.producerId === undefined) return;
    this.#parts.stage.removeOrigin(own.producerId);
    await throughBreaks(this.#parts.requireCall().stopSource(own.producerId));
  }

  async #stopShare(): Promise<void> {
    this.#parts.store.setState({ share: 'off' });
    // At once, so that nothing finds a screen that is half gone.
    await Promise.all([this.#stop('screen-sound'), this.#stop('screen')]);
  }

  /** Another codec for a running share: the same screen, without asking which one again. */
  async #republishScreen(): Promise<void> {
    const own = this.#on.get('screen');
    if (own?.producerId === undefined) return;
    const call = this.#parts.requireCall();
    this.#parts.stage.removeOrigin(own.producerId);
    own.unpublish();
    await call.stopSource(own.producerId);
    if (this.#on.get('screen') !== own) return;
    own.producerId = await own.publish(call);
  }
}

/** What a break of the line interrupts is told, or done again, by the call that goes on after it. */
async function throughBreaks(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
  }
}
