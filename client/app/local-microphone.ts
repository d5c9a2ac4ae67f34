// The own microphone in a call: on, muted, moved to another device or another codec. Used by own-sources.
import type { StoreApi } from 'zustand';
import type { VoiceCodec } from '../../protocol/room/roster.ts';
import type { VoiceLoss } from '../../protocol/media/voice-loss.ts';
import {
  closeMicrophone,
  type OpenedMicrophone,
  type openChosenMicrophone,
} from '../media/microphone-input.ts';
import type { NoiseSuppressor } from '../media/noise-suppressor.ts';
import {
  type Microphone,
  opusVoiceOptions,
  speexCarrierOptions,
  type VoiceEngine,
} from '../media/voice-contract.ts';
import { canCaptureForSpeex } from '../media/voice-support.ts';
import { showProblem } from './device-problems.ts';
import { LocalSource } from './local-source.ts';
import { MicrophoneDevice } from './microphone-device.ts';
import type { MeetingState } from './meeting-model.ts';
import { microphoneSettings, openPreferredMicrophone, suppressLightly } from './preferred-microphone.ts';
import type { Opening, SendingCall } from './source-kind.ts';
import { toProblem } from './to-problem.ts';

export interface LocalMicrophoneParts {
  readonly store: StoreApi<MeetingState>;
  readonly engine: () => VoiceEngine;
  /** @throws CallError when there is none */
  readonly requireCall: () => SendingCall;
  readonly openMicrophone: typeof openChosenMicrophone;
}

/** `look` moves an open one to the device that is preferred now, and to the codec that the voices are sent as now, muted or not. */
export class LocalMicrophone extends LocalSource<MicrophoneDevice> {
  readonly #parts: LocalMicrophoneParts;
  readonly #store: StoreApi<MeetingState>;

  constructor(parts: LocalMicrophoneParts) {
    const { store } = parts;
    super(
      {
        // The device stays open until the call is left, so that unmuting is immediate.
        mutes: true,
        replaces: true,
        missing: 'microphone-missing',
        settings: () => microphoneSettings(store.getState().preferences),
        format: () => this.#voiceCodec(),
        open: (opening) => this.#open(opening),
        send: (call, device, paused) => this.#send(call, device.microphone, paused),
        replaceTrack: (call, producerId, { track }) => call.replaceTrack(producerId, track),
        goesOn: () => store.setState({ problem: { code: 'microphone-changed' } }),
        show: (microphone) => {
          if (store.getState().microphone !== microphone) store.setState({ microphone });
        },
        failed: (error) => showProblem(store, toProblem(error)),
      },
      parts.requireCall,
    );
    this.#parts = parts;
    this.#store = store;
  }

  /** The listeners of an own voice lose so much of it. */
  expectLoss(producerId: string, loss: VoiceLoss): void {
    if (this.producerId === producerId) this.device?.microphone.expectLoss(loss);
  }

  async #open({ signal, running, onEnded }: Opening<MicrophoneDevice>): Promise<MicrophoneDevice> {
    const from = await openPreferredMicrophone(
      this.#store,
      (choice) => this.#parts.openMicrophone(choice, () => this.#openSuppressor(), signal),
      signal,
    );
    const { opened } = from;
    const device = running ?? new MicrophoneDevice(await this.#start(opened, signal), from);
    if (running) device.replace(from);
    // A microphone that was pulled out.
    opened.stream.getAudioTracks()[0]?.addEventListener('ended', () => {
      if (device.comesFrom(opened)) onEnded();
    });
    return device;
  }

  #openSuppressor(): Promise<NoiseSuppressor> {
    return this.#parts.engine().openNoiseSuppressor(() => {
      suppressLightly(this.#store);
      this.look();
    });
  }

  /** Takes the opened microphone over: it is closed when it cannot be started, or when the caller no longer waits for it. */
  async #start(opened: OpenedMicrophone, signal: AbortSignal): Promise<Microphone> {
    const letGo = () => closeMicrophone(opened);
    signal.addEventListener('abort', letGo);
    try {
      const engine = this.#parts.engine();
      await engine.tried;
      const microphone = await engine.startMicrophone(opened, this.#voiceCodec());
      if (signal.aborted) microphone.stop();
      signal.throwIfAborted();
      return microphone;
    } catch (error) {
      letGo();
      throw error;
    } finally {
      signal.removeEventListener('abort', letGo);
    }
  }

  async #send(call: SendingCall, microphone: Microphone, paused: boolean): Promise<string> {
    await microphone.setCodec(this.#voiceCodec());
    return call.sendTrack({
      source: 'microphone',
      codec: microphone.codec,
      track: microphone.track,
      paused,
      codecOptions: microphone.codec === 'speex' ? speexCarrierOptions : opusVoiceOptions,
      onSender: (sender) => microphone.attachSender(sender),
    });
  }

  /** What the room's voices are sent as, where this browser can; Opus as long as Speex could not be loaded. */
  #voiceCodec(): VoiceCodec {
    const { room, speexAvailable } = this.#store.getState();
    if (room?.voice.used !== 'speex' || !speexAvailable || !canCaptureForSpeex()) return 'opus';
    return this.#parts.engine().speexLoaded ? 'speex' : 'opus';
  }
}
