// What the voice engine offers: microphone out, voices and other sound in. Implemented by voice-engine, wired by the call's controller.
import type { VoiceCodec } from '../../protocol/room/roster.ts';
import type { VoiceLoss } from '../../protocol/media/voice-loss.ts';
import type { OpenedMicrophone } from './microphone-input.ts';
import type { NoiseSuppressor } from './noise-suppressor.ts';
import type { VoiceCounts } from './voice-counts.ts';

/** How a received voice does; the form that `window.plenum.stats()` shows. */
export interface VoiceStats extends VoiceCounts {
  readonly codec: VoiceCodec;
  /** Estimated time from arrival in this browser to the loudspeaker, in milliseconds. */
  readonly delayMs: number;
}

/** Called some 20 times a second while sound may flow. `key` is what the voice was started with, or `selfLevelKey`. */
export type LevelListener = (key: string, levelDb: number, speaking: boolean) => void;

/** The key under which the own microphone's level is reported. */
export const selfLevelKey = 'self';

/** The own microphone while it is on. */
export interface Microphone {
  readonly codec: VoiceCodec;
  /** The track for `transport.produce`; ends with `stop`. */
  readonly track: MediaStreamTrack;
  /**
   * Call it in mediasoup-client's `onRtpSender`, synchronously: an encoded transform that is set later never sees a frame.
   * Puts Speex into the carrier; does nothing when the microphone was started with `opus`.
   */
  attachSender(sender: RTCRtpSender): void;
  /** A muted microphone sends nothing at all, not even silence. */
  setMuted(muted: boolean): void;
  /**
   * What others say of the way to them; copies of earlier frames ride along accordingly. The way between here and the
   * relay is watched without that.
   */
  expectLoss(loss: VoiceLoss): void;
  /**
   * Goes over to another codec with the same input; the producer must be made anew then. Waits for what the codec needs to
   * be loaded.
   */
  setCodec(codec: VoiceCodec): Promise<void>;
  /**
   * Changes the device or what is done to its sound, without interrupting the voice; returns the new track for
   * `producer.replaceTrack`. The engine takes it over and ends it, as it does with the former one now.
   */
  replaceInput(opened: OpenedMicrophone): MediaStreamTrack;
  /** Ends capture, the suppressor and the stream's tracks. */
  stop(): void;
}

/** One received sound, be it a voice or the sound of a screen. */
export interface VoicePlayback {
  /** Call it in mediasoup-client's `onRtpReceiver`, synchronously. */
  attachReceiver(receiver: RTCRtpReceiver): void;
  /** 0 is silence, 1 as sent, 2 twice the amplitude (+6 dB). */
  setVolume(volume: number): void;
  stats(): VoiceStats;
  stop(): void;
}

/** What a voice message becomes while one speaks. */
export interface RecordingListener {
  /** Twice a second; the pieces make a file, also where the last ones are missing. */
  onBytes(bytes: Uint8Array<ArrayBuffer>): void;
  /** 20 times a second, in dBFS. */
  onLevel(levelDb: number): void;
}

export interface Recording {
  /** Lets go of the microphone; resolves when the last piece was given. */
  stop(): Promise<void>;
}

/** One per page. */
export interface VoiceEngine {
  /** Settles when Speex and the worklets are loaded, which is tried until it succeeds; rejects where this browser cannot have them. */
  readonly ready: Promise<void>;
  /** Settles after the first try, however it ended. */
  readonly tried: Promise<void>;
  /** Whether Speex can be sent and played now. */
  readonly speexLoaded: boolean;
  /** Starts the sound output. Browsers allow it only after a click or key press; the engine also does it by itself at the first one. */
  resume(): Promise<void>;
  /** Chooses the loudspeaker; an empty id, or one that is gone, is the system's default. Does nothing where the browser cannot. */
  setSpeaker(deviceId: string): Promise<void>;
  /**
   * For a microphone of this engine; ready to be used once it settles.
   * @param onFailed called when it breaks down later
   * @throws NoiseSuppressorError
   */
  openNoiseSuppressor(onFailed: () => void): Promise<NoiseSuppressor>;
  /** Waits for what the codec needs to be loaded. The stream has one audio track; the engine takes it over and ends it. */
  startMicrophone(opened: OpenedMicrophone, codec: VoiceCodec): Promise<Microphone>;
  /**
   * Prepares a received sound. `key` names it in level reports: a peer id for voices, a producer id for screen sound.
   * `opus` plays the track as it comes at 48 kHz; use it for screen sound too.
   */
  startVoice(key: string, codec: VoiceCodec): VoicePlayback;
  /**
   * Records a voice message: Speex, or Opus where that is not loaded. The engine takes the microphone over.
   * @throws NotSupportedError where the browser can do neither
   */
  record(opened: OpenedMicrophone, listener: RecordingListener): Promise<Recording>;
  /** @returns what the browser plays of a voice message: a WAV of one in Speex, otherwise the file as it is */
  playable(file: Blob): Promise<Blob>;
  close(): void;
}

export interface VoiceEngineOptions {
  /** Where the compiled Speex module lies; the one bundled with the client by default. */
  readonly speexModuleUrl?: string;
  /** How long to wait, in milliseconds, before Speex is loaded again; 0 is the first such try. */
  readonly retryDelayMs: (attempt: number) => number;
  /** Called with false when Speex could not be loaded, and with true when another try brought it after all. */
  readonly onSpeexChange?: (available: boolean) => void;
  readonly onLevel: LevelListener;
  /** The browser or the system keeps the page silent until the person clicks or presses a key, or no longer. */
  readonly onSilenced: (silenced: boolean) => void;
}

/**
 * For `transport.produce({ codecOptions })` of a microphone: the carrier must come every 20 ms without pauses, and its own
 * sound is thrown away, so it gets the lowest bitrate that Opus has (6 kbit/s). Plain Opus voices use `opusVoiceOptions`.
 */
export const speexCarrierOptions = {
  opusStereo: false,
  opusDtx: false,
  opusFec: false,
  opusPtime: 20,
  opusMaxAverageBitrate: 6000,
} as const;

/**
 * For `transport.produce({ codecOptions })` of a microphone that is sent as Opus: one channel at 32 kbit/s, where speech has
 * its full band (RFC 7587, 3.1.1: 28-40 kbit/s); frames carry a poor copy of the one before (in-band FEC), which the encoder
 * adds when loss is reported; silence costs a packet every 400 ms.
 */
export const opusVoiceOptions = {
  opusStereo: false,
  opusDtx: true,
  opusFec: true,
  opusPtime: 20,
  opusMaxAverageBitrate: 32_000,
} as const;

/** For `transport.produce({ codecOptions })` of a screen's sound: music and films, not only speech. */
export const screenSoundOptions = {
  opusStereo: true,
  opusDtx: true,
  opusMaxAverageBitrate: 128_000,
} as const;
