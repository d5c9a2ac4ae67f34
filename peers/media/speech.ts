// Makes the speech that tests feed to microphones: synthetic sentences and recorded prompts with pauses, as a WAV file.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav, resample, type Sound, writeWav } from './wav.ts';

/** Raised when the speech changes, so that an older cached file is not used. */
const version = 1;
const promptFolder = '/usr/share/sounds/alsa';
/** What is said: a sentence with the voice that says it, or a recorded prompt. No part occurs twice. */
const script: readonly ({ voice: string; text: string } | { prompt: string })[] = [
  { voice: 'en-gb', text: 'Good morning everybody, shall we begin with the numbers of last week?' },
  { prompt: 'Front_Center' },
  { voice: 'en-us', text: 'The harbour was quiet, and five small boats came home before dawn.' },
  { prompt: 'Rear_Left' },
  { voice: 'de', text: 'Der Zug nach Zürich fährt heute von Gleis sieben.' },
  { prompt: 'Side_Right' },
  { voice: 'fr', text: 'Je vous entends très bien, et je vois aussi votre écran.' },
  { prompt: 'Front_Left' },
  { voice: 'en-gb', text: 'Please send me the drawings once the meeting is over. Thank you.' },
  { prompt: 'Rear_Center' },
];
/** Silence between the parts, as between turns of a conversation. */
const pauseSeconds = 0.4;
/** Loudest sample of every part: loud speech that leaves room above. */
const peak = 0.6;

/**
 * A WAV file of some 25 s of speech; made once per machine.
 * @returns its path and its sound
 * @throws Error when `espeak-ng` or the prompts of `alsa-utils` are not installed
 */
export function makeSpeech(sampleRateHz: 16_000 | 48_000): { path: string; sound: Sound } {
  const folder = join(tmpdir(), 'plenum-test-media');
  const path = join(folder, `speech-${version}-${sampleRateHz}.wav`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, writeWav(composeSpeech(sampleRateHz)));
    renameSync(draft, path);
  }
  return { path, sound: readWav(readFileSync(path)) };
}

/** Whether this machine has the programs and prompts that speech is made of. */
export function canMakeSpeech(): boolean {
  const paths = (process.env['PATH'] ?? '').split(':');
  return existsSync(promptFolder) && paths.some((folder) => existsSync(join(folder, 'espeak-ng')));
}

function composeSpeech(sampleRateHz: number): Sound {
  const pause = new Float32Array(Math.round(pauseSeconds * sampleRateHz));
  const parts = script.flatMap((part) => [leveled(resample(speak(part), sampleRateHz).samples), pause]);
  const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    samples.set(part, offset);
    offset += part.length;
  }
  return { sampleRateHz, samples };
}

function speak(part: (typeof script)[number]): Sound {
  if ('prompt' in part) {
    const path = join(promptFolder, `${part.prompt}.wav`);
    if (!existsSync(path)) throw new Error(`${path} is missing: install the package alsa-utils.`);
    return readWav(readFileSync(path));
  }
  try {
    return readWav(execFileSync('espeak-ng', ['-v', part.voice, '-s', '160', '--stdout', part.text]));
  } catch (error) {
    throw new Error('Speech cannot be made: install the package espeak-ng.', { cause: error });
  }
}

function leveled(samples: Float32Array): Float32Array {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  return samples.map((sample) => (sample * peak) / loudest);
}
