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
    return { counts: countsOf(report, exitCode), exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The numbers of a report. A file that failed before its first test, or a run without any report, counts as one
 * failure, so that nothing fails without being counted.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: import('./run-notes.mjs').FileReport[] } | null} report
 * @param {number} exitCode vitest's
 * @returns {Counts}
 */
export function countsOf(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0, ...notesOf([]) };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: exitCode === 0 ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
    ...notesOf(report.testResults),
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
