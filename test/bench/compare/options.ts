// The options of `npm run bench`. Read by compare.ts.
import { parseArgs } from 'node:util';
import type { Part } from './part.ts';

export interface CompareOptions {
  readonly parts: readonly Part[];
  readonly quick: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly jsonPath: string | undefined;
}

/** One shows the shape of the figures, six how far they spread. */
const usualRounds = { quick: 1, whole: 6 };
const usualSeconds = { quick: 1.5, whole: 5 };

/**
 * @param args of the command line @param parts all there are
 * @returns nothing when help is asked for
 * @throws Error with one sentence for an option that is wrong
 */
export function readOptions(args: readonly string[], parts: readonly Part[]): CompareOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const ids = values.only?.split(',');
  const unknown = ids?.find((id) => !parts.some((part) => part.id === id));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}"; --help lists them.`);
  const length = values.quick ? 'quick' : 'whole';
  return {
    parts: parts.filter(({ id }) => ids === undefined || ids.includes(id)),
    quick: values.quick,
    rounds: readCount('--rounds', values.rounds, usualRounds[length]),
    seconds: readCount('--seconds', values.seconds, usualSeconds[length]),
    jsonPath: values.json,
  };
}

function readCount(name: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`${name} must be a whole number from 1 on.`);
  return count;
}

export function helpText(parts: readonly Part[]): string {
  return [
    'npm run bench [-- --quick --only PART,PART --rounds N --seconds S --json FILE]',
    '',
    ...parts.map(({ id, sentence }) => `${id.padEnd(10)} ${sentence}`),
  ].join('\n');
}
