// Speech to compare coders with, at the sampling rate of each band; made on the spot by Debian's programs.
import { existsSync } from 'node:fs';
import { speexBands, type SpeexBand } from '../speex-band.ts';
import { samplesOf } from './native-speex.ts';
import { runTool } from './run-tool.ts';

const prompt = '/usr/share/sounds/alsa/Front_Center.wav';
const sentences: readonly (readonly [voice: string, text: string])[] = [
  ['en-gb', 'Good morning everybody, shall we begin?'],
  ['de', 'Das Schiff fährt um sieben Uhr ab.'],
];
/** Long enough for the encoder to detect silence (DTX). */
const pauseSeconds = 1.5;

/**
 * Some 9 s: recorded and synthetic voices with pauses, silent and slightly noisy ones.
 * @throws Error naming the package when `espeak-ng`, `sox` or the prompts of `alsa-utils` are missing
 */
export function makeSpeech(band: SpeexBand): Int16Array {
  if (!existsSync(prompt)) throw new Error(`${prompt} is missing: install the package alsa-utils.`);
  const { sampleRateHz } = speexBands[band];
  const spoken = sentences.map(([voice, text]) =>
    runTool({ program: 'espeak-ng', package: 'espeak-ng' }, ['-v', voice, '--stdout', text]),
  );
  const parts = [
    resample(['-t', 'wav', prompt], undefined, sampleRateHz),
    ...spoken.map((wav) => resample(['-t', 'wav', '-'], wav, sampleRateHz)),
  ];
  return samplesOf(Buffer.concat(parts));
}

function resample(source: readonly string[], input: Uint8Array | undefined, sampleRateHz: number): Buffer {
  const raw = ['-t', 'raw', '-r', String(sampleRateHz), '-c', '1', '-b', '16', '-e', 'signed', '-L', '-'];
  const effects = ['norm', '-3', 'pad', '0', String(pauseSeconds)];
  return runTool({ program: 'sox', package: 'sox' }, [...source, ...raw, ...effects], input);
}
