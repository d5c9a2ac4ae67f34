// Makes the noises that microphones pick up besides a voice, the same in every run; used by the bench and tests of suppression.
import { readFileSync } from 'node:fs';
import { decibels } from './compare-sound.ts';
import { readWav, resample, type Sound } from '../../peers/media/wav.ts';

/** `hiss` is a recording; the others are made: a fan with its hum, keys being struck, people talking in the next room. */
export const noiseKinds = ['hiss', 'fan', 'keys', 'chatter'] as const;
export type NoiseKind = (typeof noiseKinds)[number];

const recordingPath = '/usr/share/sounds/alsa/Noise.wav';
const keysPerSecond = 7;
const keySeconds = 0.02;
const chatterVoices = 6;

/**
 * Speech with noise under all of it.
 * @param ratioDb how much louder the speech is on the whole
 * @throws Error when the recording of the package `alsa-utils` is not installed
 */
export function addNoise(speech: Sound, kind: NoiseKind, ratioDb: number): Sound {
  const noise = makeNoise(speech, kind);
  const gain = 10 ** ((decibels(speech.samples) - ratioDb - decibels(noise)) / 20);
  const samples = speech.samples.map((sample, index) => sample + gain * (noise[index] ?? 0));
  return { sampleRateHz: speech.sampleRateHz, samples };
}

function makeNoise(speech: Sound, kind: NoiseKind): Float32Array {
  const { sampleRateHz, samples } = speech;
  switch (kind) {
    case 'hiss':
      return repeat(resample(readWav(readFileSync(recordingPath)), sampleRateHz).samples, samples.length);
    case 'fan':
      return makeFan(samples.length, sampleRateHz);
    case 'keys':
      return makeKeys(samples.length, sampleRateHz);
    case 'chatter':
      return makeChatter(samples);
  }
}

function repeat(piece: Float32Array, length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => piece[index % piece.length] ?? 0);
}

/** Noise that falls with frequency, and the hum of a motor. */
function makeFan(length: number, sampleRateHz: number): Float32Array {
  const random = randomNumbers(1);
  let rumble = 0;
  return Float32Array.from({ length }, (_, index) => {
    rumble = 0.97 * rumble + 0.1 * random();
    const phase = (2 * Math.PI * 118 * index) / sampleRateHz;
    return rumble + 0.05 * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(5 * phase));
  });
}

/** Short bursts that die away, at uneven times. */
function makeKeys(length: number, sampleRateHz: number): Float32Array {
  const random = randomNumbers(2);
  const noise = new Float32Array(length);
  const burst = Math.round(keySeconds * sampleRateHz);
  let at = 0;
  while (at < length) {
    const loudness = 0.6 + 0.4 * random();
    for (let index = 0; index < burst && at + index < length; index += 1) {
      noise[at + index] = loudness * random() * Math.exp((-6 * index) / burst);
    }
    at += Math.round((sampleRateHz / keysPerSecond) * (1 + 0.8 * random()));
  }
  return noise;
}

/** The same voices backwards and all at once: what they say is not to be understood. */
function makeChatter(speech: Float32Array): Float32Array {
  const { length } = speech;
  return Float32Array.from({ length }, (_, index) => {
    let sum = 0;
    for (let voice = 1; voice <= chatterVoices; voice += 1) {
      const start = Math.round((voice * length) / (chatterVoices + 1));
      sum += speech[(start - index + length) % length] ?? 0;
    }
    return sum;
  });
}

/** Numbers in -1..1 that depend on the seed alone (xorshift32). */
function randomNumbers(seed: number): () => number {
  let word = seed * 0x9e3779b1;
  return () => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return word / 2 ** 31;
  };
}
