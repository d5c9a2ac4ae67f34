// What a microphone sends in each 20 ms, made beforehand by the product's own sender from real speech: one process cannot
// encode a hundred voices while it sends them. Used by publishers and by the bench of voice rooms.
import { createSpeexEncoder } from 'speex-wasm';
import { readSpeexModule } from 'speex-wasm/node';
import { soundLevelDb } from '../../codecs/sound-level.ts';
import { createVoiceSender } from '../../codecs/voice-sender.ts';
import { voiceFrame } from '../../protocol/limits.ts';
import { readVoicePacket } from '../../protocol/media/voice-packet.ts';
import type { VoiceBeat } from '../voice-source.ts';
import { canMakeSpeech, makeSpeech } from './speech.ts';
import { speakSynthetically } from './synthetic-voice.ts';

export interface SpokenBeats {
  /** Speech without pauses longer than those of a speaker. */
  readonly speech: readonly VoiceBeat[];
  /** The same speech in turns of some seconds, with as long pauses between, in which the voice rests. */
  readonly conversation: readonly VoiceBeat[];
  /** A quiet room after its last word, from the moment on at which the voice rests. */
  readonly rest: readonly VoiceBeat[];
  /** The same room from a sender that does not rest. */
  readonly noise: readonly VoiceBeat[];
}

/** Of noise that is made for resting voices, and for those that never rest. */
const noiseSeconds = 40;
const restlessSeconds = 5;
/** As much as there is of recorded and synthesized sentences. */
const syntheticSeconds = 25;
/** Of a turn in a conversation, and of the pause after it. */
const turnSeconds = 6;
/** About -62 dBFS, a quiet office; uniform noise of this amplitude. */
const noiseAmplitude = 0.0014;

const makers: Readonly<Record<keyof SpokenBeats, () => VoiceBeat[]>> = {
  speech: () => encodeAll(readSpeech()),
  conversation: () => sendAll(alternate(readSpeech(), makeNoise(noiseSeconds))),
  rest: () => {
    const restful = sendAll(makeNoise(noiseSeconds));
    return restful.slice(restful.findIndex(({ frames }) => frames.length === 0));
  },
  noise: () => encodeAll(makeNoise(restlessSeconds)),
};

/** Each kind is made when it is first asked for: some hundred milliseconds of a core. */
export function prepareBeats(): SpokenBeats {
  const made: Partial<Record<keyof SpokenBeats, readonly VoiceBeat[]>> = {};
  const take = (kind: keyof SpokenBeats): readonly VoiceBeat[] => (made[kind] ??= makers[kind]());
  return {
    get speech() {
      return take('speech');
    },
    get conversation() {
      return take('conversation');
    },
    get rest() {
      return take('rest');
    },
    get noise() {
      return take('noise');
    },
  };
}

function readSpeech(): Float32Array {
  return canMakeSpeech()
    ? Float32Array.from(makeSpeech(voiceFrame.sampleRateHz).sound.samples)
    : speakSynthetically(syntheticSeconds);
}

/** Speech cut into turns, with quiet in between. */
function alternate(speech: Float32Array, noise: Float32Array): Float32Array {
  const length = turnSeconds * voiceFrame.sampleRateHz;
  const turns = Math.floor(speech.length / length);
  const sound = new Float32Array(2 * turns * length);
  for (let turn = 0; turn < turns; turn += 1) {
    sound.set(speech.subarray(turn * length, (turn + 1) * length), 2 * turn * length);
    sound.set(noise.subarray(0, length), (2 * turn + 1) * length);
  }
  return sound;
}

/** As the product's sender does it, with rests. */
function sendAll(sound: Float32Array): VoiceBeat[] {
  const sender = createVoiceSender(createSpeexEncoder(readSpeexModule()));
  return framesOf(sound).map((samples) => {
    sender.speak(samples);
    const packet = readVoicePacket(sender.take() ?? new Uint8Array());
    return { frames: packet?.frames ?? [], levelDb: soundLevelDb(samples) };
  });
}

/** Every frame, without rests. */
function encodeAll(sound: Float32Array): VoiceBeat[] {
  const encoder = createSpeexEncoder(readSpeexModule());
  return framesOf(sound).map((samples) => ({
    frames: [encoder.encode(samples)],
    levelDb: soundLevelDb(samples),
  }));
}

function framesOf(sound: Float32Array): Float32Array[] {
  const count = Math.floor(sound.length / voiceFrame.samples);
  return Array.from({ length: count }, (_, index) =>
    sound.subarray(index * voiceFrame.samples, (index + 1) * voiceFrame.samples),
  );
}

/** The same noise at every run: a linear congruential generator (Numerical Recipes' constants). */
function makeNoise(seconds: number): Float32Array {
  const length = seconds * voiceFrame.sampleRateHz;
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * noiseAmplitude * 1.7;
  });
}
