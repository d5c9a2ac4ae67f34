// Runs in the audio thread, one processor per voice: plays the packets that the voice worker sends, and reports how it goes.
import { createSpeexDecoder, type SpeexDecoder } from 'speex-wasm';
import { silenceDb, soundLevelDb } from '../../codecs/sound-level.ts';
import { createVoicePlayer, type VoicePlayer } from '../../codecs/voice-player.ts';
import { listen, tell } from './ports.ts';
import { type PlaybackReport, type PlaybackRequest, playbackProcessorName } from './voice-messages.ts';

/** Samples between two reports: 60 ms. */
const reportSamples = 960;

class VoicePlaybackProcessor extends AudioWorkletProcessor {
  readonly #decoder: SpeexDecoder;
  readonly #player: VoicePlayer;
  #loudestDb = silenceDb;
  #samplesUntilReport = reportSamples;
  #packets: MessagePort | undefined;
  #stopped = false;

  constructor({ processorOptions }: AudioWorkletNodeOptions) {
    super();
    this.#decoder = createSpeexDecoder(processorOptions.speexModule);
    this.#player = createVoicePlayer(this.#decoder, (sound) => this.#measure(sound));
    listen<PlaybackRequest>(this.port, (request) => this.#handle(request));
  }

  #handle(request: PlaybackRequest): void {
    if (request.kind === 'packets-from') {
      this.#packets = request.port;
      listen<ArrayBuffer>(request.port, (bytes) =>
        this.#player.receive(new Uint8Array(bytes), currentTime * 1000),
      );
      return;
    }
    this.#stopped = true;
    this.#packets?.close();
    this.#decoder.close();
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (!this.#stopped && output) this.#player.render(output, currentTime * 1000);
    return !this.#stopped;
  }

  #measure(sound: Float32Array): void {
    this.#loudestDb = Math.max(this.#loudestDb, soundLevelDb(sound));
    this.#samplesUntilReport -= sound.length;
    if (this.#samplesUntilReport > 0) return;
    const { received, rebuilt, lost, lossRuns, framesPerPacket, concealed, delayMs } = this.#player.stats();
    tell<PlaybackReport>(this.port, {
      received,
      rebuilt,
      lost,
      lossRuns,
      framesPerPacket,
      concealed,
      levelDb: this.#loudestDb,
      bufferedMs: delayMs,
    });
    this.#samplesUntilReport = reportSamples;
    this.#loudestDb = silenceDb;
  }
}

registerProcessor(playbackProcessorName, VoicePlaybackProcessor);
