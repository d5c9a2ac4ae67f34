// What a run of the tests says at its end besides numbers: what took longest, what passed only at a second try, what it left out,
// and what failed.
import path from 'node:path';
import { rootFolder } from '../setup/places.mjs';
import { seconds } from '../setup/progress.mjs';

const slowestCount = 10;

/**
 * A test that says why a run on this machine leaves it out.
 * @typedef {{ title: string, because: string }} LeftOut
 */

/** @typedef {{ file: string, durationMs: number }} Duration */

/**
 * A test that failed, or a file that failed outside of its tests; `why`: the first line of its error.
 * @typedef {{ name: string, why: string }} Failure
 */

/** @typedef {{ leftOut: LeftOut[], secondTries: string[], durations: Duration[], failures: Failure[] }} RunNotes */

/**
 * What vitest's report holds of one test; one that passed with failures needed another try.
 * @typedef {{ status: string, fullName?: string, failureMessages?: string[], meta?: { leftOutBecause?: string } }} TestReport
 */

/**
 * What vitest's report holds of one file; `message`: the error of a file that failed outside of its tests.
 * @typedef {{ status: string, name?: string, message?: string, startTime?: number, endTime?: number,
 *   assertionResults: TestReport[] }} FileReport
 */

/**
 * @param {FileReport[]} files
 * @returns {RunNotes}
 */
export function notesOf(files) {
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  return {
    leftOut: tests.flatMap(({ fullName = '', meta }) =>
      meta?.leftOutBecause ? [{ title: fullName, because: meta.leftOutBecause }] : [],
    ),
    secondTries: tests.flatMap(({ status, fullName = '', failureMessages = [] }) =>
      status === 'passed' && failureMessages.length > 0 ? [fullName] : [],
    ),
    durations: files.flatMap(({ name = '', startTime = 0, endTime = 0 }) =>
      name ? [{ file: path.relative(rootFolder, name), durationMs: endTime - startTime }] : [],
    ),
    failures: files.flatMap(failuresOf),
  };
}

/**
 * @param {FileReport} report of one file
 * @returns {Failure[]} its tests that failed, and the file itself where it failed outside of them
 */
function failuresOf({ status, name = '', message, assertionResults }) {
  const file = path.relative(rootFolder, name);
  const tests = assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ fullName = '', failureMessages = [] }) => ({
      name: `${file} > ${fullName}`,
      why: firstLine(failureMessages[0]),
    }));
  const isOutside = status === 'failed' && (message || tests.length === 0);
  return isOutside ? [{ name: file, why: firstLine(message) }, ...tests] : tests;
}

/** @param {string | undefined} message of an error */
function firstLine(message) {
  return message?.trim().split('\n')[0]?.trim() || 'no reason was reported';
}

/**
 * @param {RunNotes[]} parts
 * @returns {RunNotes}
 */
export function sumNotes(parts) {
  return {
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
    secondTries: parts.flatMap(({ secondTries }) => secondTries),
    durations: parts.flatMap(({ durations }) => durations),
    failures: parts.flatMap(({ failures }) => failures),
  };
}

/**
 * @param {RunNotes} notes
 * @returns {string[]} lines to print; none where there is nothing to say
 */
export function noteLines({ leftOut, secondTries, durations, failures }) {
  const slowest = durations
    .toSorted((one, other) => other.durationMs - one.durationMs)
    .slice(0, slowestCount)
    .map(({ file, durationMs }) => `${file} ${seconds(durationMs)}`);
  return [
    ...(slowest.length > 1 ? [`Slowest: ${slowest.join(', ')}.`] : []),
    ...(secondTries.length > 0 ? [`Passed only at a second try: ${quoted(secondTries)}.`] : []),
    ...(leftOut.length > 0 ? [leftOutLine(leftOut)] : []),
    // Last: where only the end of a long output is kept, this is what is needed.
    ...failures.map(({ name, why }) => `FAIL ${name}: ${why}`),
  ];
}

/**
 * One line that names every test that was left out, and why.
 * @param {LeftOut[]} leftOut
 */
function leftOutLine(leftOut) {
  const reasons = [...new Set(leftOut.map(({ because }) => because))].map((reason) => {
    const titles = leftOut.filter(({ because }) => because === reason).map(({ title }) => title);
    return `${quoted(titles)} (${reason})`;
  });
  return `Left out: ${reasons.join('; ')}.`;
}

/** @param {string[]} titles */
function quoted(titles) {
  return titles.map((title) => `"${title}"`).join(', ');
}
