// How results are shown: a table for the terminal, and the page docs/reliability.md. Pure.
import type { TestResult } from './check.ts';
import type { KeptResult } from './kept-results.ts';
import type { TortureTest } from './torture-test.ts';

export function resultTable(results: readonly TestResult[]): string {
  const lines = results.flatMap(({ id, promised, measured, worst, pass }) => [
    `${pass ? 'held  ' : 'MISSED'}  ${id}`,
    `        promised  ${promised}`,
    `        measured  ${measured}`,
    `        worst     ${worst}`,
  ]);
  return lines.join('\n');
}

/** @param tests all there are: those without a result are named as not yet run */
export function reliabilityPage(results: readonly KeptResult[], tests: readonly TortureTest[]): string {
  const sections = tests.map((test) =>
    sectionOf(
      test,
      results.find(({ id }) => id === test.id),
    ),
  );
  return `# What the server bears

Written by \`npm run torture\`, which may be run part by part (\`-- --remaining\`, \`-- --only ID,ID --long\`): each part says when it was run last.
Server, people and attackers share the machine and meet on loopback. Beside every test in which the server itself lives, four other
people talk in a room of their own, and others join them all the time: the canary, whose figures stand with each test. "Measured" is the
95th percentile of times and the total of what is counted, "worst" the worst of all repeats.

${sections.join('\n')}`;
}

function sectionOf({ id, sentence }: TortureTest, result: KeptResult | undefined): string {
  if (result === undefined) return [`## ${id}: not yet run`, '', sentence, ''].join('\n');
  const { promised, measured, worst, pass, date, machine, repeats, minutes } = result;
  const [limits = [], figures = [], worsts = []] = [promised, measured, worst].map((text) =>
    text.split('; '),
  );
  return [
    `## ${id}: ${pass ? 'held' : 'missed'}`,
    '',
    sentence,
    '',
    '| promised | measured | worst |',
    '| --- | --- | --- |',
    ...limits.map((limit, index) => `| ${limit} | ${figures[index] ?? ''} | ${worsts[index] ?? ''} |`),
    '',
    `Run on ${date} with ${repeats} ${repeats === 1 ? 'repeat' : 'repeats'}, in ${Math.round(minutes)} min, on ${machine}.`,
    '',
  ].join('\n');
}
