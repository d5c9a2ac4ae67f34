// A microphone of the voice engine with what it was opened from; goes on when another takes its place. Used by own-microphone.
import type { OpenedMicrophone } from '../media/microphone-input.ts';
import type { Microphone } from '../media/voice-contract.ts';
import type { PreferredMicrophone } from './preferred-microphone.ts';
import type { OpenDevice } from './source-kind.ts';

export class MicrophoneDevice implements OpenDevice {
  readonly microphone: Microphone;
  #from: PreferredMicrophone;

  constructor(microphone: Microphone, from: PreferredMicrophone) {
    this.microphone = microphone;
    this.#from = from;
  }

  get settings(): string {
    return this.#from.settings;
  }

  get track(): MediaStreamTrack {
    return this.microphone.track;
  }

  get ended(): boolean {
    return this.#from.opened.stream.getAudioTracks().every(({ readyState }) => readyState === 'ended');
  }

  /** Whether its sound comes from there now. */
  comesFrom(opened: OpenedMicrophone): boolean {
    return this.#from.opened === opened;
  }

  /** The former device is closed; the others only hear the new sound. */
  replace(from: PreferredMicrophone): void {
    this.#from = from;
    this.microphone.replaceInput(from.opened);
  }

  setMuted(muted: boolean): void {
    this.microphone.setMuted(muted);
  }

  close(): void {
    this.microphone.stop();
  }
}
