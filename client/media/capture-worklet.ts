// Runs in the audio thread: cuts the microphone into frames of 20 ms and posts them straight to the voice worker.
import { soundLevelDb } from '../../codecs/sound-level.ts';
import { voiceFrame } from '../../protocol/limits.ts';
import { listen, tell } from './ports.ts';
import { type CaptureReport, type CaptureRequest, captureProcessorName } from './voice-messages.ts';

/** Samples between two level reports: 20 a second. */
const reportSamples = 800;

class VoiceCaptureProcessor extends AudioWorkletProcessor {
  #frames: MessagePort | undefined;
  #frame = new Float32Array(voiceFrame.samples);
  #filled = 0;
  #muted = false;
  #stopped = false;
  readonly #recent = new Float32Array(reportSamples);
  #recentFilled = 0;

  constructor() {
    super();
    listen<CaptureRequest>(this.port, (request) => this.#handle(request));
  }

  #handle(request: CaptureRequest): void {
    if (request.kind === 'frames-to') this.#frames = request.port;
    if (request.kind === 'stop') this.#stopped = true;
    if (request.kind === 'mute') {
      this.#muted = request.muted;
      this.#filled = 0;
    }
  }

  process(inputs: Float32Array[][]): boolean {
    // A device that is being changed gives no channel for a moment.
    for (const sample of inputs[0]?.[0] ?? []) {
      this.#measure(sample);
      if (!this.#muted) this.#collect(sample);
    }
    return !this.#stopped;
  }

  #collect(sample: number): void {
    this.#frame[this.#filled] = sample;
    this.#filled += 1;
    if (this.#filled < voiceFrame.samples) return;
    if (this.#frames) tell(this.#frames, this.#frame, [this.#frame.buffer]);
    this.#frame = new Float32Array(voiceFrame.samples);
    this.#filled = 0;
  }

  #measure(sample: number): void {
    this.#recent[this.#recentFilled] = sample;
    this.#recentFilled += 1;
    if (this.#recentFilled < reportSamples) return;
    tell<CaptureReport>(this.port, { levelDb: soundLevelDb(this.#recent) });
    this.#recentFilled = 0;
  }
}

registerProcessor(captureProcessorName, VoiceCaptureProcessor);
