import { readSpeexModule } from 'speex-wasm/node';
import { beforeAll, expect, test } from 'vitest';
import { makeSpeech } from '../../peers/media/speech.ts';
import { measureVoice, type VoiceRecording } from './measure-voice.ts';
import { timeSound } from './timed-sound.ts';

const rateHz = 16_000;
const seconds = 8;
const saidAtMs = 1_700_000_000_000;
let speech: Float32Array;

beforeAll(() => {
  speech = makeSpeech(rateHz).sound.samples.slice(0, seconds * rateHz);
});

/** A tap whose every message but each tenth came 5 ms late. */
function tapped(samples: Float32Array, startedAtMs: number) {
  const startsAtMs = Float64Array.from(
    { length: Math.ceil(samples.length / 128) },
    (_, piece) => startedAtMs + (piece % 10 === 0 ? 0 : 5),
  );
  return timeSound({ sampleRateHz: rateHz, samples, startedAtMs, startsAtMs });
}

/**
 * The speech as it is heard after a delay, through what a test makes of it.
 * @param forSeconds how much of the speech; where nothing but counts is looked at, little is enough
 */
function record(
  delayMs: number,
  change: (heard: Float32Array) => Float32Array,
  forSeconds = seconds,
): VoiceRecording {
  const said = speech.slice(0, forSeconds * rateHz);
  const heard = new Float32Array(said.length + 3 * rateHz);
  heard.set(change(said.slice()), (delayMs / 1000) * rateHz);
  return {
    said: tapped(said, saidAtMs),
    heard: tapped(heard, saidAtMs),
    fromMs: saidAtMs,
    toMs: saidAtMs + forSeconds * 1000,
    counts: { received: 400, rebuilt: 0, lost: 0, concealed: 0 },
    packets: { sent: 400, received: 400 },
    restoredAtMs: undefined,
    speexModule: readSpeexModule(),
  };
}

function silence(samples: Float32Array, fromMs: number, toMs: number): Float32Array {
  return samples.fill(0, (fromMs / 1000) * rateHz, (toMs / 1000) * rateHz);
}

test('what is heard as it was said has the delay of its way and no error; libspeex alone is told beside it, less like it', () => {
  const figures = measureVoice(record(150, (heard) => heard));
  expect(figures.mouthToEarMs.p50).toBeCloseTo(150, 0);
  expect(figures.mouthToEarMs.p95).toBeCloseTo(150, 0);
  expect(figures).toMatchObject({ effectiveLoss: 0, concealedShare: 0, recognizedShare: 1, longestGapMs: 0 });
  expect(figures.levelErrorDb).toBeCloseTo(0);
  expect(figures.fidelity?.correlation).toBeCloseTo(1);
  expect(figures.fidelity?.spectralDistanceDb).toBeCloseTo(0);
  expect(figures.fidelity?.speexCorrelation).toBeGreaterThan(0.8);
  expect(figures.fidelity?.speexCorrelation).toBeLessThan(0.99);
  expect(figures.fidelity?.speexSpectralDistanceDb).toBeGreaterThan(1);
});

test('half the amplitude is an error of six decibels', () => {
  const figures = measureVoice(record(80, (heard) => heard.map((sample) => sample / 2)));
  expect(figures.levelErrorDb).toBeCloseTo(6.02);
});

test('a delay that grows on the way shows in the higher percentile alone', () => {
  const late = Math.round(0.2 * rateHz);
  const figures = measureVoice(
    record(100, (heard) => {
      const grown = new Float32Array(heard.length + late);
      grown.set(heard.subarray(0, 6.5 * rateHz));
      grown.set(heard.subarray(6.5 * rateHz), 6.5 * rateHz + late);
      return grown;
    }),
  );
  expect(figures.mouthToEarMs.p50).toBeCloseTo(100, 0);
  expect(figures.mouthToEarMs.p95).toBeCloseTo(300, 0);
});

test('silence in the middle of speech is a gap as long as the speech in it', () => {
  const figures = measureVoice(record(100, (heard) => silence(heard, 1500, 2500)));
  expect(figures.longestGapMs).toBeGreaterThan(800);
  expect(figures.longestGapMs).toBeLessThan(1050);
});

test('voice is back after a cut when the first speech is heard again', () => {
  const figures = measureVoice({
    ...record(100, (heard) => silence(heard, 1500, 3000)),
    restoredAtMs: saidAtMs + 2500,
  });
  expect(figures.backAfterCutMs).toBeGreaterThan(500);
  expect(figures.backAfterCutMs).toBeLessThan(1100);
});

test('frames that never came count as lost though the client has not counted them', () => {
  const figures = measureVoice({
    ...record(100, (heard) => heard, 1),
    packets: { sent: 400, received: 292 },
    counts: { received: 300, rebuilt: 8, lost: 20, concealed: 40 },
  });
  expect(figures).toMatchObject({ effectiveLoss: 0.25, concealedShare: 0.1, rebuiltShare: 0.02 });
});

test('packets of two frames hide no loss and make none', () => {
  const recording = record(100, (heard) => heard, 1);
  const loss = (received: number) =>
    measureVoice({
      ...recording,
      packets: { sent: 200, received: received / 2 },
      counts: { received, rebuilt: 0, lost: 0, concealed: 0 },
    }).effectiveLoss;
  expect(loss(400)).toBe(0);
  expect(loss(300)).toBe(0.25);
});

test('B14: where nothing was sent there is no loss to speak of', () => {
  const figures = measureVoice({
    ...record(100, (heard) => heard.fill(0), 1),
    packets: { sent: 0, received: 0 },
    counts: { received: 0, rebuilt: 0, lost: 0, concealed: 0 },
  });
  expect(figures.effectiveLoss).toBeNull();
});

test('where nothing is heard there is no delay and no level, only loss', () => {
  const figures = measureVoice({
    ...record(100, (heard) => heard.fill(0), 1),
    packets: { sent: 400, received: 0 },
    counts: { received: 0, rebuilt: 0, lost: 0, concealed: 0 },
  });
  expect(figures).toMatchObject({
    effectiveLoss: 1,
    mouthToEarMs: { p50: null, p95: null },
    levelErrorDb: null,
    recognizedShare: 0,
    fidelity: null,
  });
});
