// What may be said to `npm run torture`, and how it is explained. Pure; read by the command.
import { parseArgs } from 'node:util';
import type { KeptResult } from './kept-results.ts';
import type { RunOptions, TortureTest } from './torture-test.ts';

export interface TortureOptions extends RunOptions {
  readonly tests: readonly TortureTest[];
  readonly jsonPath: string | undefined;
}

const repeatsOf = { short: 3, long: 20 };

/**
 * @param tests all there are
 * @param kept what earlier long runs found: `--remaining` leaves it out
 * @returns `undefined` when help is asked for
 * @throws Error with one sentence when an argument is not as it should be
 */
export function readOptions(
  args: readonly string[],
  tests: readonly TortureTest[],
  kept: readonly KeptResult[],
): TortureOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      repeats: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      long: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      remaining: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const ids = values.only?.split(',');
  const unknown = ids?.find((id) => !tests.some((test) => test.id === id));
  if (unknown !== undefined) throw new Error(`There is no torture test "${unknown}"; --help lists them.`);
  if (values.long && values.short) throw new Error('--long and --short are opposites: say one of them.');
  const form = values.long || (ids === undefined && !values.short) ? 'long' : 'short';
  const repeats = Number(values.repeats ?? repeatsOf[form]);
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new Error('--repeats must be a whole number from 1 on.');
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number.');
  if (values.remaining && form !== 'long')
    throw new Error('--remaining goes on with a long run: say --long as well.');
  const isDone = (id: string): boolean => values.remaining && kept.some((result) => result.id === id);
  return {
    tests: tests.filter(({ id }) => (ids === undefined || ids.includes(id)) && !isDone(id)),
    repeats,
    form,
    seed,
    jsonPath: values.json,
  };
}

export function tortureHelp(tests: readonly TortureTest[]): string {
  const total = tests.reduce((sum, { longMinutes }) => sum + longMinutes, 0);
  return [
    'npm run torture [-- --only ID,ID --repeats N --seed N --json FILE --long --short --remaining]',
    '',
    `Everything in its long form, about ${(total / 60).toFixed(1)} h on two cores; each test's figures are written into docs/reliability.md.`,
    '',
    '--only ID,ID   these tests and no others, in their short form; no report is written',
    `--repeats N    how often what is repeated is done (${repeatsOf.long}; in the short form ${repeatsOf.short})`,
    '--seed N       another seed attacks otherwise, the same one the same way (1)',
    '--json FILE    writes the figures there after each test',
    '--long         with --only: these in their long form, and written down',
    '--short        everything in its short form',
    '--remaining    goes on with a long run, without the tests whose figures stand in docs/reliability.md already',
    '',
    ...tests.map(
      ({ id, sentence, longMinutes }) => `${id.padEnd(18)} ${sentence} (long: about ${longMinutes} min)`,
    ),
  ].join('\n');
}
