// Runs vitest and reads what it found; used by `npm run check` (unit tests) and `npm test`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { notesOf, sumNotes } from './run-notes.mjs';

/**
 * What one or more runs of vitest found.
 * @typedef {{ passed: number, failed: number, skipped: number } & import('./run-notes.mjs').RunNotes} Counts
 */

/**
 * The arguments for a run whose numbers can be read afterwards.
 * @param {string[]} args vitest's own, such as `['--project', 'unit']`
 * @param {string} reportFile where vitest writes its report
 */
export function vitestArguments(args, reportFile) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  return ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args];
}

/**
 * Runs vitest by `run` and counts.
 * @param {string[]} args
 * @param {(nodeArgs: string[]) => Promise<number>} run starts the pinned Node and returns its exit code
 * @returns {Promise<{ counts: Counts, exitCode: number }>}
 */
export async function countedVitest(args, run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'plenum-vitest-'));
  const reportFile = path.join(folder, 'report.json');
  try {
    const exitCode = await run(vitestArguments(args, reportFile));
    const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
    return { counts: countsOf(report, exitCode, ['vitest', ...args].join(' ')), exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The numbers of a report. A file that failed before its first test, or a run without any report, counts as one
 * failure, so that nothing fails without being counted.
 * @param {{ numPassedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: import('./run-notes.mjs').FileReport[] } | null} report
 * @param {number} exitCode vitest's
 * @param {string} run what to call the run where no test or file is to blame
 * @returns {Counts}
 */
export function countsOf(report, exitCode, run) {
  if (!report) {
    const noReport = { name: run, why: `ended with ${exitCode} and without a report` };
    return { passed: 0, failed: 1, skipped: 0, ...notesOf([]), failures: [noReport] };
  }
  const notes = notesOf(report.testResults);
  if (exitCode !== 0 && notes.failures.length === 0) {
    notes.failures.push({ name: run, why: `ended with ${exitCode}, though no test failed` });
  }
  return {
    passed: report.numPassedTests,
    failed: notes.failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    ...notes,
  };
}

/** @param {Counts[]} parts */
export function sumCounts(parts) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    parts.reduce((total, part) => total + part[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    ...sumNotes(parts),
  };
}
