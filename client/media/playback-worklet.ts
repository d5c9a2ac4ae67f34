// Runs in the audio thread, one processor per voice: buffers packets, decodes when the clock needs sound, conceals losses.
import { createSpeexDecoder, type SpeexDecoder } from 'speex-wasm';
import { soundLevelDb } from '../../codecs/sound-level.ts';
import { createVoiceJitterBuffer } from '../../codecs/voice-jitter-buffer.ts';
import { voiceFrame } from '../../protocol/limits.ts';
import { readVoicePacket } from '../../protocol/voice-packet.ts';
import { listen, tell } from './ports.ts';
import { type PlaybackReport, type PlaybackRequest, playbackProcessorName } from './voice-messages.ts';

/** Frames between two reports: every 40 ms. */
const reportFrames = 2;

class VoicePlaybackProcessor extends AudioWorkletProcessor {
  readonly #decoder: SpeexDecoder;
  readonly #buffer = createVoiceJitterBuffer();
  /** The frame being played, and how many of its samples were. */
  #sound = new Float32Array(voiceFrame.samples);
  #played: number = voiceFrame.samples;
  #concealed = 0;
  #framesUntilReport = reportFrames;
  #loudestDb = -127;
  #stopped = false;

  constructor({ processorOptions }: AudioWorkletNodeOptions) {
    super();
    this.#decoder = createSpeexDecoder(processorOptions.speexModule);
    listen<PlaybackRequest>(this.port, (request) => this.#handle(request));
  }

  #handle(request: PlaybackRequest): void {
    if (request.kind === 'stop') this.#stopped = true;
    else listen<ArrayBuffer>(request.port, (bytes) => this.#receive(new Uint8Array(bytes)));
  }

  #receive(bytes: Uint8Array): void {
    const packet = readVoicePacket(bytes);
    if (packet === undefined) return;
    for (const [index, frame] of packet.frames.entries()) {
      const sequence = (packet.lastSequence - packet.frames.length + 1 + index) & 0xffff;
      this.#buffer.push(sequence, frame, currentTime * 1000);
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (output === undefined) return !this.#stopped;
    let filled = 0;
    while (filled < output.length) {
      if (this.#played === voiceFrame.samples) this.#nextFrame();
      const piece = this.#sound.subarray(this.#played, this.#played + output.length - filled);
      output.set(piece, filled);
      filled += piece.length;
      this.#played += piece.length;
    }
    return !this.#stopped;
  }

  #nextFrame(): void {
    const pulled = this.#buffer.pull(currentTime * 1000);
    if (pulled === 'lost') this.#concealed += 1;
    this.#sound = typeof pulled === 'string' ? new Float32Array(320) : this.#decoder.decode(pulled);
    this.#played = 0;
    this.#loudestDb = Math.max(this.#loudestDb, soundLevelDb(this.#sound));
    this.#framesUntilReport -= 1;
    if (this.#framesUntilReport > 0) return;
    tell<PlaybackReport>(this.port, {
      received: this.#buffer.received,
      lost: this.#buffer.lost,
      concealed: this.#concealed,
      levelDb: this.#loudestDb,
      bufferedMs: this.#buffer.bufferedFrames * 20,
    });
    this.#framesUntilReport = reportFrames;
    this.#loudestDb = -127;
  }
}

registerProcessor(playbackProcessorName, VoicePlaybackProcessor);
