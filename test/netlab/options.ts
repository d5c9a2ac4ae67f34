// Reads the command line of the bench. Pure but for the look at the named files; used by netlab.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readWav } from '../../peers/media/wav.ts';
import { type Scenario, scenarios } from './scenarios.ts';

export interface RunOptions {
  readonly kind: 'run';
  readonly scenarios: readonly Scenario[];
  readonly seed: number;
  /** Whether docs/quality.md is to be written. */
  readonly isAll: boolean;
  /** Where the result is written; with `isAll` a list of results. */
  readonly jsonPath: string | undefined;
  readonly speechPath: string | undefined;
  readonly clipPath: string | undefined;
}

export type Options = RunOptions | { readonly kind: 'help' } | { readonly kind: 'list' };

/** Something on the command line is wrong; the message is one sentence. */
export class OptionError extends Error {}

const seedMax = 2 ** 31 - 1;

/** @param args as after `npm run netlab --` @throws OptionError */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.list) return { kind: 'list' };
  const isAll = values.all;
  if (isAll === (values.scenario !== undefined)) {
    throw new OptionError('Say either --scenario NAME or --all; --list names the scenarios.');
  }
  return {
    kind: 'run',
    scenarios: isAll ? scenarios : [requireScenario(values.scenario ?? '')],
    seed: requireSeed(values.seed),
    isAll,
    jsonPath: values.json && requireFolderOf(values.json),
    speechPath: values.speech && requireSpeech(values.speech),
    clipPath: values.clip && requireClip(values.clip),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'string' },
        speech: { type: 'string' },
        clip: { type: 'string' },
        all: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values;
  } catch {
    throw new OptionError(`"${args.join(' ')}" cannot be understood: --help names the options.`);
  }
}

function requireScenario(name: string): Scenario {
  const scenario = scenarios.find((other) => other.name === name);
  if (scenario) return scenario;
  const names = scenarios.map((other) => other.name).join(', ');
  throw new OptionError(`There is no scenario "${name}": it must be one of ${names}.`);
}

function requireSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed <= seedMax) return seed;
  throw new OptionError(`The seed "${text}" must be a whole number from 0 to ${seedMax}.`);
}

function requireFolderOf(file: string): string {
  const folder = path.dirname(path.resolve(file));
  if (existsSync(folder)) return path.resolve(file);
  throw new OptionError(`The result cannot be written to ${file}, because there is no folder ${folder}.`);
}

function requireSpeech(file: string): string {
  requireFile('speech', file);
  try {
    readWav(readFileSync(file));
  } catch {
    throw new OptionError(`The speech ${file} cannot be used: it must be a WAV file of 16-bit PCM.`);
  }
  return path.resolve(file);
}

function requireClip(file: string): string {
  requireFile('clip', file);
  if (/\.(y4m|mjpeg)$/.test(file)) return path.resolve(file);
  throw new OptionError(
    `The clip ${file} cannot be used: its name must end in .y4m or .mjpeg, and its content match.`,
  );
}

function requireFile(what: string, file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new OptionError(`The ${what} ${file} cannot be used, because there is no such file.`);
  }
}

export const helpText = `npm run netlab -- --scenario NAME [--seed N] [--json FILE]   measures a call over one bad network
npm run netlab -- --all [--seed N]                           measures all and rewrites docs/quality.md
npm run netlab -- --list                                     names the networks

  --seed N       which packets are lost, 1 by default: the same seed loses the same ones
  --json FILE    writes the figures, with --all those of every network as a list
  --speech FILE  a WAV file (16-bit PCM) that the talker says, in place of the bench's own speech
  --clip FILE    a .y4m or .mjpeg file that the talker's camera shows, in place of the numbered clip

Needs root, for network namespaces.`;

/** The scenarios with a sentence each. */
export function listText(): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios.map(({ name, sentence }) => `${name.padEnd(width)}  ${sentence}`).join('\n');
}
