// One received voice from packets to sound: buffers, decodes when the sound card needs samples, conceals what is missing and
// stretches time. Used by the client's playback worklet; pure but for the decoder it is given.
import { voiceFrame } from '../protocol/limits.ts';
import { readVoicePacket } from '../protocol/media/voice-packet.ts';
import { stretchFrame } from './stretch-frame.ts';
import { createVoiceJitterBuffer, type VoiceJitterStats } from './voice-jitter-buffer.ts';

/** What a player needs of a Speex decoder; `output` has 320 samples. */
export interface VoiceDecoder {
  /** @throws for bytes that are no frame, with `output` untouched */
  decode(frame: Uint8Array, output: Float32Array): unknown;
  conceal(output: Float32Array): unknown;
}

export interface VoicePlayer {
  /** Takes in a received packet; what is none, or of another band than wideband, is left out. */
  receive(bytes: Uint8Array, nowMs: number): void;
  /**
   * Fills the output with the next samples.
   * @param nowMs when its first sample is rendered, on the clock of `receive`
   */
  render(output: Float32Array, nowMs: number): void;
  stats(): VoicePlayerStats;
}

export interface VoicePlayerStats extends VoiceJitterStats {
  /** Frames that were made longer or shorter. */
  readonly stretched: number;
  /** New frames in the packet that came last. */
  readonly framesPerPacket: number;
}

const samplesPerMs = voiceFrame.sampleRateHz / 1000;
/** A delay this close to the wanted one is left as it is. */
const toleranceMs = 4;
/** Frames between two that are stretched: more often would be heard as a tempo of its own. */
const pauseFrames = 3;
/** While nothing is to be played it is asked again this often (5 ms): a voice that begins shall not wait for a beat. */
const waitSamples = 80;

/** @param onSound hears every piece of sound, up to 30 ms, when it begins to be played; the array is used again */
export function createVoicePlayer(
  decoder: VoiceDecoder,
  onSound: (sound: Float32Array) => void = () => undefined,
): VoicePlayer {
  const buffer = createVoiceJitterBuffer({ delayMinMs: 15, canStretch: true });
  const decoded = new Float32Array(voiceFrame.samples);
  const noise = new Float32Array(voiceFrame.samples);
  let noisePlayed = noise.length;
  const silence = new Float32Array(waitSamples);
  /** What is being played, and how many of its samples were. */
  let sound: Float32Array = decoded;
  let played = sound.length;
  let framesSinceStretch = 0;
  let stretchedCount = 0;
  let framesPerPacket = 1;

  /** Bytes come from another participant and may be anything: what is no Speex counts as lost. */
  function decode(bytes: Uint8Array): void {
    try {
      decoder.decode(bytes, decoded);
    } catch {
      decoder.conceal(decoded);
    }
  }

  function steer(surplusMs: number): Float32Array {
    framesSinceStretch += 1;
    if (Math.abs(surplusMs) < toleranceMs || framesSinceStretch < pauseFrames) return decoded;
    const stretched = stretchFrame(decoded, Math.round(-surplusMs * samplesPerMs));
    if (stretched === decoded) return decoded;
    framesSinceStretch = 0;
    stretchedCount += 1;
    return stretched;
  }

  /** The decoder goes on with the noise that it heard last; it is made by the frame and played piece by piece. */
  function comfortNoise(): Float32Array {
    if (noisePlayed === noise.length) {
      decoder.conceal(noise);
      noisePlayed = 0;
    }
    noisePlayed += waitSamples;
    return noise.subarray(noisePlayed - waitSamples, noisePlayed);
  }

  function begin(nowMs: number): void {
    const taken = buffer.take(nowMs);
    sound = decoded;
    played = 0;
    if (taken.kind === 'frame') {
      decode(taken.bytes);
      sound = steer(taken.surplusMs);
    } else if (taken.kind === 'lost') decoder.conceal(decoded);
    else sound = taken.kind === 'rest' ? comfortNoise() : silence;
    onSound(sound);
  }

  return {
    receive(bytes, nowMs) {
      const packet = readVoicePacket(bytes);
      if (packet?.band !== 'wideband') return;
      framesPerPacket = packet.frames.length || framesPerPacket;
      const first = packet.lastSequence - packet.frames.length + 1;
      for (const { distance, frame } of packet.copies) {
        buffer.insert((first - distance) & 0xffff, frame, nowMs, true);
      }
      for (const [index, frame] of packet.frames.entries()) {
        buffer.insert((first + index) & 0xffff, frame, nowMs);
      }
    },
    render(output, nowMs) {
      let filled = 0;
      while (filled < output.length) {
        if (played === sound.length) begin(nowMs + filled / samplesPerMs);
        const piece = sound.subarray(played, played + output.length - filled);
        output.set(piece, filled);
        filled += piece.length;
        played += piece.length;
      }
    },
    stats: () => ({ ...buffer.stats(), stretched: stretchedCount, framesPerPacket }),
  };
}
