import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeWav } from '../../peers/media/wav.ts';
import { listText, OptionError, readOptions } from './options.ts';
import { scenarios } from './scenarios.ts';

let folder: string;
let speech: string;
let clip: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plenum-netlab-options-'));
  speech = path.join(folder, 'speech.wav');
  clip = path.join(folder, 'clip.y4m');
  writeFileSync(speech, writeWav({ sampleRateHz: 16_000, samples: new Float32Array(160) }));
  writeFileSync(clip, 'YUV4MPEG2');
});

afterAll(() => rmSync(folder, { recursive: true }));

test('a scenario is run with seed 1 and the own speech and clip, unless others are named', () => {
  const [first] = scenarios;
  const run = { kind: 'run', scenarios: [first], seed: 1, isAll: false };
  expect(readOptions(['--scenario', 'clean'])).toMatchObject(run);
  const json = path.join(folder, 'result.json');
  expect(
    readOptions(['--scenario', 'clean', '--seed', '7', '--json', json, '--speech', speech, '--clip', clip]),
  ).toMatchObject({ ...run, seed: 7, jsonPath: json, speechPath: speech, clipPath: clip });
});

test('all scenarios are run by --all', () => {
  expect(readOptions(['--all'])).toMatchObject({ scenarios, isAll: true });
});

test('--list names every scenario with its sentence', () => {
  expect(readOptions(['--list'])).toEqual({ kind: 'list' });
  for (const { name, sentence } of scenarios)
    expect(listText()).toMatch(new RegExp(`^${name} +${RegExp.escape(sentence)}$`, 'm'));
});

describe('one sentence says what is wrong when', () => {
  test.each([
    ['nothing is asked for', [], 'either --scenario NAME or --all'],
    ['both are asked for', ['--all', '--scenario', 'clean'], 'either --scenario NAME or --all'],
    ['the scenario is not known', ['--scenario', 'mars'], 'no scenario "mars"'],
    ['the seed is no number', ['--scenario', 'clean', '--seed', 'x'], 'seed "x"'],
    ['an option is not known', ['--speed', '2'], '--help'],
    ['the folder of the result is missing', ['--scenario', 'clean', '--json', '/nowhere/x.json'], '/nowhere'],
    ['the speech is missing', ['--scenario', 'clean', '--speech', '/nowhere.wav'], 'no such file'],
    ['the speech is no WAV file', ['--scenario', 'clean', '--speech', import.meta.filename], 'WAV file'],
    ['the clip is missing', ['--scenario', 'clean', '--clip', '/nowhere.y4m'], 'no such file'],
    [
      'the clip is of another kind',
      ['--scenario', 'clean', '--clip', import.meta.filename],
      '.y4m or .mjpeg',
    ],
  ])('%s', (_, args, part) => {
    expect(() => readOptions(args)).toThrow(OptionError);
    expect(() => readOptions(args)).toThrow(part);
    expect(() => readOptions(args)).toThrow(/^[^\n]*\.$/);
  });
});
