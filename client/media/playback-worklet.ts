// Runs in the audio thread, one processor per voice: buffers packets, decodes when the clock needs sound, conceals losses.
import { createSpeexDecoder, type SpeexDecoder } from 'speex-wasm';
import { silenceDb, soundLevelDb } from '../../codecs/sound-level.ts';
import { createVoiceJitterBuffer } from '../../codecs/voice-jitter-buffer.ts';
import { voiceFrame } from '../../protocol/limits.ts';
import { readVoicePacket } from '../../protocol/voice-packet.ts';
import { listen, tell } from './ports.ts';
import { type PlaybackReport, type PlaybackRequest, playbackProcessorName } from './voice-messages.ts';

/** Frames between two reports: every 60 ms. */
const reportFrames = 3;

class VoicePlaybackProcessor extends AudioWorkletProcessor {
  readonly #decoder: SpeexDecoder;
  readonly #buffer = createVoiceJitterBuffer();
  /** The frame being played, and how many of its samples were. */
  readonly #sound = new Float32Array(voiceFrame.samples);
  #played: number = voiceFrame.samples;
  #loudestDb = silenceDb;
  #framesUntilReport = reportFrames;
  #packets: MessagePort | undefined;
  #stopped = false;

  constructor({ processorOptions }: AudioWorkletNodeOptions) {
    super();
    this.#decoder = createSpeexDecoder(processorOptions.speexModule);
    listen<PlaybackRequest>(this.port, (request) => this.#handle(request));
  }

  #handle(request: PlaybackRequest): void {
    if (request.kind === 'packets-from') {
      this.#packets = request.port;
      listen<ArrayBuffer>(request.port, (bytes) => this.#receive(new Uint8Array(bytes)));
      return;
    }
    this.#stopped = true;
    this.#packets?.close();
    this.#decoder.close();
  }

  #receive(bytes: Uint8Array): void {
    const packet = readVoicePacket(bytes);
    if (packet === undefined || packet.band !== 'wideband') return;
    for (const [index, frame] of packet.frames.entries()) {
      const sequence = (packet.lastSequence - packet.frames.length + 1 + index) & 0xffff;
      this.#buffer.insert(sequence, frame, currentTime * 1000, index < packet.copies);
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (this.#stopped || output === undefined) return !this.#stopped;
    let filled = 0;
    while (filled < output.length) {
      if (this.#played === voiceFrame.samples) this.#playNextFrame();
      const piece = this.#sound.subarray(this.#played, this.#played + output.length - filled);
      output.set(piece, filled);
      filled += piece.length;
      this.#played += piece.length;
    }
    return true;
  }

  #playNextFrame(): void {
    const taken = this.#buffer.take(currentTime * 1000);
    if (taken.kind === 'wait') this.#sound.fill(0);
    else if (taken.kind === 'lost') this.#decoder.conceal(this.#sound);
    else this.#decode(taken.bytes);
    this.#played = 0;
    this.#report();
  }

  /** Bytes come from another participant and may be anything: what is no Speex counts as lost. */
  #decode(bytes: Uint8Array): void {
    try {
      this.#decoder.decode(bytes, this.#sound);
    } catch {
      this.#decoder.conceal(this.#sound);
    }
  }

  #report(): void {
    this.#loudestDb = Math.max(this.#loudestDb, soundLevelDb(this.#sound));
    this.#framesUntilReport -= 1;
    if (this.#framesUntilReport > 0) return;
    const { received, rebuilt, lost, concealed, delayMs } = this.#buffer.stats();
    tell<PlaybackReport>(this.port, {
      received,
      rebuilt,
      lost,
      concealed,
      levelDb: this.#loudestDb,
      bufferedMs: delayMs,
    });
    this.#framesUntilReport = reportFrames;
    this.#loudestDb = silenceDb;
  }
}

registerProcessor(playbackProcessorName, VoicePlaybackProcessor);
