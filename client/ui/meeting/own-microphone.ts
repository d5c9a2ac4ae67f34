// The own microphone in a call: on, muted, moved to another device or another codec. Used by own-sources.
import type { StoreApi } from 'zustand';
import type { VoiceCodec } from '../../../protocol/roster.ts';
import type { VoiceLoss } from '../../../protocol/voice-loss.ts';
import { closeMicrophone, type OpenedMicrophone } from '../../media/microphone-input.ts';
import {
  type Microphone,
  opusVoiceOptions,
  speexCarrierOptions,
  type VoiceEngine,
} from '../../media/voice-contract.ts';
import { canCaptureForSpeex } from '../../media/voice-support.ts';
import type { MeetingState } from './meeting-model.ts';
import { openPreferredMicrophone, suppressLightly } from './preferred-microphone.ts';
import {
  type OwnSource,
  type PublishedSources,
  type PublishedSourcesParts,
  throughBreaks,
} from './published-sources.ts';

export interface OwnMicrophoneParts extends PublishedSourcesParts {
  readonly engine: () => VoiceEngine;
}

export class OwnMicrophone {
  readonly #parts: OwnMicrophoneParts;
  readonly #store: StoreApi<MeetingState>;
  readonly #sources: PublishedSources;
  #microphone: Microphone | undefined;
  /** One change of device waits for the other. */
  #changing = Promise.resolve();
  #voiceChanging = false;

  constructor(parts: OwnMicrophoneParts, sources: PublishedSources) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#sources = sources;
  }

  /** On, muted, on again: the device stays open until the call is left, so that unmuting is immediate. */
  async toggle(): Promise<void> {
    const { microphone } = this.#store.getState();
    if (microphone === 'starting') return;
    if (microphone === 'on') return this.#setMuted(true);
    if (this.#microphone) return this.#setMuted(false);
    this.#store.setState({ microphone: 'starting' });
    try {
      await this.#start();
      this.#store.setState({ microphone: 'on' });
    } catch (error) {
      this.#store.setState({ microphone: 'off' });
      throw error;
    }
  }

  /** Goes on with the microphone that is preferred now; nobody hears more of it than the other sound. */
  change(): Promise<void> {
    const change = this.#changing.then(() => this.#replace());
    // Whoever asked for it learns of a failure.
    this.#changing = change.catch(() => undefined);
    return change;
  }

  /** The listeners of an own voice lose so much of it. */
  expectLoss(producerId: string, loss: VoiceLoss): void {
    if (this.#sources.producerIdOf('microphone') === producerId) this.#microphone?.expectLoss(loss);
  }

  /** The room's voices may be sent as something else now: a microphone that is on goes over to it, mute or not. */
  async followVoice(): Promise<void> {
    if (this.#voiceChanging) return;
    this.#voiceChanging = true;
    try {
      while (this.#microphone && this.#microphone.codec !== this.#voiceCodec()) {
        await this.#sources.inTurn(() => this.#changeVoice());
      }
    } catch (error) {
      // A call that is over has ended the microphone by itself.
      if (this.#microphone) await this.#sources.giveUp('microphone', error);
    } finally {
      this.#voiceChanging = false;
    }
  }

  async #start(): Promise<void> {
    const opened = await this.#open();
    const microphone = await this.#parts.engine().startMicrophone(opened, this.#voiceCodec());
    await this.#sources.start('microphone', this.#sourceOf(microphone));
    this.#microphone = microphone;
    microphone.setMuted(this.#isMuted());
    await this.followVoice();
  }

  async #open(): Promise<OpenedMicrophone> {
    const goOn = (change: Promise<void>) =>
      change.catch((error: unknown) => this.#sources.giveUp('microphone', error));
    const opened = await openPreferredMicrophone(this.#store, () =>
      this.#parts.engine().openNoiseSuppressor(() => {
        suppressLightly(this.#store);
        void goOn(this.change());
      }),
    );
    // A microphone that was pulled out: the voice goes on with the one that the system names next.
    const move = async () => {
      if (!this.#microphone) return;
      await this.change();
      this.#store.setState({ problem: { code: 'microphone-changed' } });
    };
    opened.stream.getAudioTracks()[0]?.addEventListener('ended', () => void goOn(move()));
    return opened;
  }

  #sourceOf(microphone: Microphone): OwnSource {
    return {
      publish: (call) =>
        call.sendTrack({
          source: 'microphone',
          codec: microphone.codec,
          track: microphone.track,
          paused: this.#isMuted(),
          codecOptions: microphone.codec === 'speex' ? speexCarrierOptions : opusVoiceOptions,
          onSender: (sender) => microphone.attachSender(sender),
        }),
      release: () => {
        microphone.stop();
        this.#microphone = undefined;
      },
    };
  }

  async #replace(): Promise<void> {
    const microphone = this.#microphone;
    if (!microphone) return;
    // Before the turn: the browser may ask the person first, and nothing else is to wait for that.
    const opened = await this.#open();
    await this.#sources.inTurn(async () => {
      // Switched off or restarted meanwhile.
      if (this.#microphone !== microphone) return closeMicrophone(opened);
      const track = microphone.replaceInput(opened);
      const producerId = this.#sources.producerIdOf('microphone');
      // What is not sent just now will be sent with the new device.
      if (producerId !== undefined)
        await throughBreaks(this.#parts.requireCall().replaceTrack(producerId, track));
    });
  }

  async #changeVoice(): Promise<void> {
    const microphone = this.#microphone;
    const codec = this.#voiceCodec();
    // Switched off, or the room went back, while others had their turn.
    if (!microphone || microphone.codec === codec) return;
    await microphone.setCodec(codec);
    if (this.#microphone !== microphone) return;
    const muted = this.#isMuted();
    await this.#sources.exchange('microphone');
    if (this.#isMuted() !== muted) await this.#setMuted(!muted);
  }

  /** What the room's voices are sent as, where this browser can. */
  #voiceCodec(): VoiceCodec {
    const { room, speexAvailable } = this.#store.getState();
    return room?.voice.used === 'speex' && speexAvailable && canCaptureForSpeex() ? 'speex' : 'opus';
  }

  #isMuted(): boolean {
    return this.#store.getState().microphone === 'off';
  }

  async #setMuted(muted: boolean): Promise<void> {
    const producerId = this.#sources.producerIdOf('microphone');
    this.#microphone?.setMuted(muted);
    this.#store.setState({ microphone: muted ? 'off' : 'on' });
    if (producerId !== undefined) await throughBreaks(this.#parts.requireCall().setPaused(producerId, muted));
  }
}
