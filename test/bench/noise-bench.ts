// `npm run bench:noise`: what noise suppression does to speech with and without noise, and what it costs. RNNoise stands
// beside the two that can be chosen, light (the browser's own) and strong (GTCRN).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaPages } from '../e2e-alone/media-page.ts';
import type { SuppressorName, SuppressorsWindow } from '../e2e-alone/pages/suppressors.ts';
import { compareSound, decibels } from '../media/compare-sound.ts';
import { addNoise, type NoiseKind, noiseKinds } from '../media/noise.ts';
import { installSoundTap, readSoundTap } from '../media/sound-tap.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { resample, type Sound, writeWav } from '../../peers/media/wav.ts';
import { spectralDistanceDb } from '../netlab/spectral-distance.ts';

const rateHz = 16_000;
/** Speech this much louder than the noise: a voice at arm's length beside a loud fan. */
const ratioDb = 10;
/** Suppressors learn what the noise is. */
const learnSeconds = 2;
/** The microphone plays in real time. */
const lightSeconds = 18;
const pieceSeconds = 0.05;
/** Quieter than this in the clean speech is a pause. */
const pauseDb = -60;

type Condition = NoiseKind | 'clean';
type Method = 'nothing' | 'light' | 'rnnoise' | 'gtcrn';

interface Figures {
  readonly method: Method;
  readonly condition: Condition;
  /** Later than the original, in milliseconds. */
  readonly delayMs: number;
  /** Level in the pauses against the sound that went in. */
  readonly pausesDb: number;
  /** Level of the speech against the clean speech. */
  readonly speechDb: number;
  /** Correlation with the clean speech, median of its seconds. */
  readonly likeness: number;
  /** Colour of the sound against the clean speech. */
  readonly distanceDb: number;
  /** Share of one core. */
  readonly core: number | undefined;
}

const clean = makeSpeech(rateHz).sound;
const pages = await MediaPages.start();

function judge(method: Method, condition: Condition, heard: Float32Array, core?: number): Figures {
  const said = input(condition).samples;
  const { delayMs, piecesCorrelation } = compareSound(clean.samples, heard, rateHz);
  const lag = Math.round((delayMs / 1000) * rateHz);
  const start = Math.max(0, -lag) + learnSeconds * rateHz;
  const end = Math.min(clean.samples.length, heard.length - lag);
  const piece = pieceSeconds * rateHz;
  const energies = { saidPause: 0, heardPause: 0, cleanSpeech: 0, heardSpeech: 0 };
  const energy = (sound: Float32Array, from: number) =>
    10 ** (decibels(sound.subarray(from, from + piece)) / 10);
  for (let from = start; from + piece <= end; from += piece) {
    if (decibels(clean.samples.subarray(from, from + piece)) < pauseDb) {
      energies.saidPause += energy(said, from);
      energies.heardPause += energy(heard, from + lag);
    } else {
      energies.cleanSpeech += energy(clean.samples, from);
      energies.heardSpeech += energy(heard, from + lag);
    }
  }
  return {
    method,
    condition,
    delayMs,
    pausesDb: 10 * Math.log10(energies.heardPause / energies.saidPause),
    speechDb: 10 * Math.log10(energies.heardSpeech / energies.cleanSpeech),
    likeness: piecesCorrelation,
    distanceDb: spectralDistanceDb(
      clean.samples.subarray(start, end),
      heard.subarray(start + lag, end + lag),
      rateHz,
    ),
    core,
  };
}

function input(condition: Condition, sampleRateHz: 16_000 | 48_000 = rateHz): Sound {
  const speech = makeSpeech(sampleRateHz).sound;
  return condition === 'clean' ? speech : addNoise(speech, condition, ratioDb);
}

/** Rendered as fast as the machine can, which also tells the cost. */
async function measureOffline(conditions: readonly Condition[]): Promise<Figures[]> {
  const { page, close } = await pages.open({ name: 'suppressors' });
  const render = async (name: SuppressorName, sound: Sound) => {
    const base64 = Buffer.from(sound.samples.buffer).toString('base64');
    const result = await page.evaluate(
      ({ name, base64, rate }) => (window as unknown as SuppressorsWindow).suppress(name, base64, rate),
      { name, base64, rate: sound.sampleRateHz },
    );
    const samples = new Float32Array(Uint8Array.from(Buffer.from(result.base64, 'base64')).buffer);
    return { heard: { sampleRateHz: sound.sampleRateHz, samples }, tookMs: result.tookMs };
  };
  const figures: Figures[] = [];
  try {
    for (const [name, rate] of [
      ['rnnoise', 48_000],
      ['gtcrn', rateHz],
    ] as const) {
      for (const condition of conditions) {
        const sound = input(condition, rate);
        const { tookMs: idleMs } = await render('none', sound);
        const { heard, tookMs } = await render(name, sound);
        const core = (tookMs - idleMs) / 1000 / (sound.samples.length / sound.sampleRateHz);
        figures.push(judge(name, condition, resample(heard, rateHz).samples, core));
      }
    }
  } finally {
    await close();
  }
  return figures;
}

/** The browser suppresses what a microphone takes in, thus in real time. */
async function measureLight(condition: Condition): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-noise-'));
  const soundPath = join(folder, 'microphone.wav');
  writeFileSync(soundPath, writeWav(input(condition, 48_000)));
  const { page, close } = await pages.open({ name: 'suppressors', soundPath, prepare: installSoundTap });
  try {
    await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, autoGainControl: false, noiseSuppression: true },
      });
      const context = new AudioContext({ sampleRate: 16_000 });
      context.createMediaStreamSource(stream).connect(new GainNode(context));
    });
    await page.waitForTimeout(lightSeconds * 1000);
    const heard = (await readSoundTap(page, 'microphone')).samples;
    return judge('light', condition, heard);
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
}

function print(figures: readonly Figures[]): void {
  console.log('                     pauses   speech   likeness  colour    delay     cost');
  for (const { method, condition, delayMs, pausesDb, speechDb, likeness, distanceDb, core } of figures) {
    // Where the microphone is real time, nothing says when its file began to play.
    const delay = core === undefined ? '' : `${delayMs.toFixed(1)} ms`;
    const cost = core === undefined ? '' : `${(core * 100).toFixed(1)} %`;
    console.log(
      `${method.padEnd(9)}${condition.padEnd(9)}${pausesDb.toFixed(1).padStart(6)} dB${speechDb.toFixed(1).padStart(6)} dB` +
        `${likeness.toFixed(3).padStart(9)}${distanceDb.toFixed(1).padStart(8)} dB${delay.padStart(10)}${cost.padStart(9)}`,
    );
  }
}

const conditions: readonly Condition[] = ['clean', ...noiseKinds];
print(conditions.map((condition) => judge('nothing', condition, input(condition).samples)));
print(await measureOffline(conditions));
const light: Figures[] = [];
for (const condition of conditions) light.push(await measureLight(condition));
print(light);
await pages.close();
