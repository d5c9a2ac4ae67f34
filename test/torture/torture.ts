// `npm run torture [-- --only ID,ID --repeats N --seed N --json FILE --long]`: what the server bears, with figures. `--help` lists the ids.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { summarize, type TestResult } from './check.ts';
import { reliabilityPage, resultTable } from './report.ts';
import type { RunOptions, TortureTest } from './torture-test.ts';
import { tortureTests } from './torture-tests.ts';

/** A test that hangs is given up, so that the others are run. */
const testTimeoutMs = { short: 10 * 60_000, long: 3 * 3_600_000 };
const repeatsOf = { short: 3, long: 20 };

interface Options extends RunOptions {
  readonly tests: readonly TortureTest[];
  readonly jsonPath: string | undefined;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      repeats: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      long: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const ids = values.only?.split(',');
  const unknown = ids?.find((id) => !tortureTests.some((test) => test.id === id));
  if (unknown !== undefined) throw new Error(`There is no torture test "${unknown}"; --help lists them.`);
  const repeats = Number(values.repeats ?? (values.long ? repeatsOf.long : repeatsOf.short));
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new Error('--repeats must be a whole number from 1 on.');
  return {
    tests: tortureTests.filter(({ id }) => ids === undefined || ids.includes(id)),
    repeats,
    seed: Number(values.seed),
    long: values.long,
    jsonPath: values.json,
  };
}

async function runOne(test: TortureTest, options: Options): Promise<TestResult> {
  const timeoutMs = options.long ? testTimeoutMs.long : testTimeoutMs.short;
  let giveUp: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = setTimeout(() => reject(new Error('it did not end in time')), timeoutMs);
  });
  try {
    return summarize(test.id, await Promise.race([test.run(options), late]));
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(why);
    return {
      id: test.id,
      promised: 'it can be run',
      measured: 'failed',
      worst: why.split('\n')[0] ?? why,
      pass: false,
    };
  } finally {
    clearTimeout(giveUp);
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    for (const { id, sentence } of tortureTests) console.log(`${id.padEnd(18)} ${sentence}`);
    process.exit(0);
  }
  const results: TestResult[] = [];
  for (const test of options.tests) {
    console.log(`${test.id}: ${test.sentence}`);
    const result = await runOne(test, options);
    results.push(result);
    console.log(`${result.pass ? 'held' : 'MISSED'}: ${result.measured}\n`);
    if (options.jsonPath) writeFileSync(options.jsonPath, `${JSON.stringify({ tests: results }, null, 2)}\n`);
  }
  console.log(resultTable(results));
  if (options.long && options.tests.length === tortureTests.length) {
    writeFileSync(
      join(import.meta.dirname, '../../docs/reliability.md'),
      reliabilityPage(results, options.tests),
    );
    console.log('Written to docs/reliability.md.');
  }
  process.exit(results.every(({ pass }) => pass) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
