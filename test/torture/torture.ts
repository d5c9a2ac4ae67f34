// `npm run torture`: what the server bears, with figures; all of it takes an hour and a half. `--help` lists the tests and what may be said.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { summarize, type TestResult } from './check.ts';
import { type KeptResult, mergeResults, readKept, writeKept } from './kept-results.ts';
import { reliabilityPage, resultTable } from './report.ts';
import { readOptions, tortureHelp, type TortureOptions } from './torture-options.ts';
import { endTortured } from './torture-server.ts';
import type { TortureTest } from './torture-test.ts';
import { tortureTests } from './torture-tests.ts';

const docsDir = join(import.meta.dirname, '../../docs');
const keptPath = join(docsDir, 'reliability.json');
/** A test that hangs is given up, so that the others are run. */
const shortTimeoutMs = 10 * 60_000;
/** Machines differ: a long test may take so many times what it is thought to take, and no less than the short timeout. */
const patience = 4;
const minuteMs = 60_000;

async function runOne(test: TortureTest, options: TortureOptions): Promise<TestResult> {
  const longMs = Math.max(shortTimeoutMs, patience * test.longMinutes * minuteMs);
  let giveUp: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const timeoutMs = options.form === 'long' ? longMs : shortTimeoutMs;
    giveUp = setTimeout(() => reject(new Error('it did not end in time')), timeoutMs);
  });
  try {
    return summarize(test.id, await Promise.race([test.run(options), late]));
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(why);
    // What it has started would stand in the way of the next.
    await endTortured();
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

/** Puts the figures of a long test in the place of its older ones, and writes the page anew. */
function keep(result: TestResult, { repeats }: TortureOptions, minutes: number): void {
  const fresh: KeptResult = {
    ...result,
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}`,
    repeats,
    minutes: Math.round(10 * minutes) / 10,
  };
  const ids = tortureTests.map(({ id }) => id);
  const kept = mergeResults(readKept(keptPath), fresh, ids);
  writeKept(keptPath, kept);
  writeFileSync(join(docsDir, 'reliability.md'), reliabilityPage(kept, tortureTests));
  console.log('Written to docs/reliability.md.\n');
}

try {
  const options = readOptions(process.argv.slice(2), tortureTests, readKept(keptPath));
  if (options === undefined) {
    console.log(tortureHelp(tortureTests));
    process.exit(0);
  }
  const results: TestResult[] = [];
  for (const test of options.tests) {
    console.log(`${test.id}: ${test.sentence}`);
    const startedMs = performance.now();
    const result = await runOne(test, options);
    results.push(result);
    console.log(`${result.pass ? 'held' : 'MISSED'}: ${result.measured}\n`);
    if (options.jsonPath) writeFileSync(options.jsonPath, `${JSON.stringify({ tests: results }, null, 2)}\n`);
    if (options.form === 'long') keep(result, options, (performance.now() - startedMs) / minuteMs);
  }
  console.log(results.length === 0 ? 'Nothing remains to be run.' : resultTable(results));
  process.exit(results.every(({ pass }) => pass) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
