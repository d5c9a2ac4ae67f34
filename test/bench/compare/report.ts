// What the comparison found, as Markdown for docs/performance.md. Pure; printed by compare.ts.
import { type Judgement, shortNumber, verdictOf } from './goals.ts';
import type { Part, PartResult, ReportTable } from './part.ts';

export interface PartReport {
  readonly part: Pick<Part, 'id' | 'sentence'>;
  /** Or the sentence that says why it could not be measured. */
  readonly result: PartResult | string;
}

/** The tables of every part, then all goals in one. */
export function reportText(reports: readonly PartReport[], missing: readonly string[]): string {
  const sections = reports.map(({ part, result }) =>
    typeof result === 'string'
      ? `### ${part.id}\n\n${part.sentence} Not measured: ${result}`
      : partText(part, result),
  );
  const judgements = reports.flatMap(({ result }) => (typeof result === 'string' ? [] : result.judgements));
  return [
    ...sections,
    ...(judgements.length > 0 ? [`### Goals\n\n${tableText(goalTable(judgements))}`] : []),
    ...(missing.length > 0 ? [`Left out: ${missing.join(' ')}`] : []),
  ].join('\n\n');
}

function partText({ id, sentence }: PartReport['part'], { traffic, tables, notes }: PartResult): string {
  return [`### ${id}`, `${sentence} ${traffic}`, ...tables.map(tableText), ...notes].join('\n\n');
}

function goalTable(judgements: readonly Judgement[]): ReportTable {
  return {
    head: ['goal', 'what', 'figure', 'limit', ''],
    rows: judgements.map((judgement) => {
      const { goal, what, figure, limit, unit, wanted, why } = judgement;
      const verdict = verdictOf(judgement);
      const shown = verdict === 'not measured' ? (why ?? '') : `${shortNumber(figure ?? 0)} ${unit}`;
      const bound = `${wanted === 'at most' ? '<=' : '>='} ${limit} ${unit}`;
      return [goal, what, shown.trim(), bound.trim(), verdict === 'met' ? verdict : `**${verdict}**`];
    }),
  };
}

export function tableText({ head, rows }: ReportTable): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
