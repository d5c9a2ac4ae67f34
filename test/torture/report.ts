// How results are shown: a table for the terminal, and the page docs/reliability.md. Pure.
import { availableParallelism, cpus } from 'node:os';
import type { TestResult } from './check.ts';
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

/** @param tests what was run, for their sentences */
export function reliabilityPage(results: readonly TestResult[], tests: readonly TortureTest[]): string {
  const sentenceOf = (id: string): string => tests.find((test) => test.id === id)?.sentence ?? '';
  const sections = results.map(({ id, promised, measured, worst, pass }) => {
    const figures = [promised, measured, worst].map((text) => text.split('; '));
    const rows = (figures[0] ?? []).map(
      (figure, index) => `| ${figure} | ${figures[1]?.[index] ?? ''} | ${figures[2]?.[index] ?? ''} |`,
    );
    return [
      `## ${id}: ${pass ? 'held' : 'missed'}`,
      '',
      sentenceOf(id),
      '',
      '| promised | measured | worst |',
      '| --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  const machine = `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}`;
  return `# What the server bears

Written by \`npm run torture -- --long\` on ${new Date().toISOString().slice(0, 10)}, on ${machine}. Server, people and attackers share the
machine and meet on loopback. Beside every test in which the server itself lives, four other people talk in a room of their own, and
others join them all the time: the canary, whose figures stand with each test. "Measured" is the 95th percentile of times and the total of
what is counted, "worst" the worst of all repeats.

${sections.join('\n')}`;
}
