// Says what was measured: a table for the terminal, and docs/quality.md. Pure; used by netlab.
import { judge, type Verdict } from './judge.ts';
import type { ScenarioResult } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

/** What the figures were measured on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly browser: string;
  /** Processes that wanted to run, on average of a minute, before the first scenario. */
  readonly loadBefore: number;
  readonly date: string;
}

type Columns = readonly (readonly [string, (result: ScenarioResult) => string])[];

const voiceColumns: Columns = [
  ['voice', ({ scenario }) => scenario],
  ['packets lost', ({ voice }) => percent(voice.packetLoss)],
  ['voice lost', ({ voice }) => percent(voice.effectiveLoss)],
  ['rebuilt', ({ voice }) => percent(voice.rebuiltShare)],
  ['concealed', ({ voice }) => percent(voice.concealedShare)],
  ['mouth to ear p50', ({ voice }) => ms(voice.mouthToEarMs.p50)],
  ['p95', ({ voice }) => ms(voice.mouthToEarMs.p95)],
  ['level error', ({ voice }) => (voice.levelErrorDb === null ? '-' : `${voice.levelErrorDb.toFixed(2)} dB`)],
  ['likeness (Speex)', ({ voice }) => likeness(voice)],
  ['spectrum (Speex)', ({ voice }) => distance(voice)],
  ['longest gap', ({ voice }) => ms(voice.longestGapMs)],
  ['kB sent', ({ voice }) => kilobytes(voice.bytes.sent)],
  ['received', ({ voice }) => kilobytes(voice.bytes.received)],
];

const pictureColumns: Columns = [
  ['pictures', ({ scenario }) => scenario],
  ['frozen', ({ pictures }) => percent(pictures.frozenShare)],
  ['longest freeze', ({ pictures }) => ms(pictures.longestFreezeMs)],
  ['first frame', ({ pictures }) => ms(pictures.firstFrameMs)],
  ['frames/s', ({ pictures }) => pictures.framesPerSecond.toFixed(1)],
  ['usual width', ({ pictures }) => String(pictures.usualWidth)],
  ['size changes/min', ({ pictures }) => pictures.sizeChangesPerMinute?.toFixed(1) ?? '-'],
  ['kB sent', ({ pictures }) => kilobytes(pictures.bytes.sent)],
  ['received', ({ pictures }) => kilobytes(pictures.bytes.received)],
];

/** A table of voices and one of pictures, with one row per scenario each. */
export function figureTables(results: readonly ScenarioResult[]): string {
  return [voiceColumns, pictureColumns]
    .map((columns) =>
      table(
        columns.map(([name]) => name),
        results.map((result) => columns.map(([, cell]) => cell(result))),
      ),
    )
    .join('\n\n');
}

/** One row per goal that the scenarios measure. */
export function goalTable(results: readonly ScenarioResult[]): string {
  return table(
    ['goal', 'what', 'scenario', 'figure', 'limit', ''],
    results.flatMap((result) =>
      judge(result).map((verdict) => [
        verdict.goal,
        verdict.what,
        result.scenario,
        figure(verdict, verdict.figure),
        figure(verdict, verdict.limit),
        verdict.isMet ? 'met' : '**missed**',
      ]),
    ),
  );
}

/** The whole of docs/quality.md. */
export function qualityPage(results: readonly ScenarioResult[], machine: Machine): string {
  const { cores, processor, memoryGb, system, browser, loadBefore, date } = machine;
  const met = results.flatMap(judge).filter(({ isMet }) => isMet).length;
  const all = results.flatMap(judge).length;
  return `# Calls on bad networks

Written by \`npm run netlab -- --all --seed ${results[0]?.seed ?? 1}\`; do not edit it by hand. Two real browsers and the real server, each in a network
namespace of its own, with a relay between them that makes the lines as bad as the scenario says (\`test/netlab/\`). One person
speaks and shows a numbered clip of 640x360 at 15 frames per second, the other listens and watches.

Measured on ${date} on ${cores} cores of ${processor}, ${memoryGb} GB, ${system}, ${browser}. The load average was ${loadBefore.toFixed(1)} before the first
scenario${loadBefore > cores / 2 ? ': the machine was busy with other things, so the figures are orientation only, and delays and frozen time are worse than on an idle one' : ''}.

## Goals: ${met} of ${all} met

${goalTable(results)}

Q1 to Q5 are goals of call quality, P8 is the time from click to picture, R the return after a cut, L the calm of
layers on a line that stays as it is.

## Figures

${figureTables(results)}

- *packets lost*: voice packets that the network did not deliver; *voice lost*: frames of 20 ms neither delivered in time nor
  rebuilt; *rebuilt*: lost and played from copies that rode along later; *concealed*: made-up frames that were played.
- *mouth to ear*: seconds of speech found again by correlation, from where the client takes over the microphone's sound (after the
  browser's own noise suppression and gain) to the loudspeaker.
- *likeness*: median correlation of the seconds with the original; *spectrum*: median difference of levels in 20 bands. In
  brackets what libspeex's own encode and decode of the same seconds gives.
- *frozen*: share of time in which the same frame stood for more than 200 ms; *first frame*: from pressing "join".

## Scenarios

${scenarios.map(({ name, sentence, seconds }) => `- **${name}** (${seconds} s): ${sentence}`).join('\n')}
`;
}

function likeness({ fidelity }: ScenarioResult['voice']): string {
  return fidelity ? `${fidelity.correlation.toFixed(2)} (${fidelity.speexCorrelation.toFixed(2)})` : '-';
}

function distance({ fidelity }: ScenarioResult['voice']): string {
  if (fidelity === null) return '-';
  return `${fidelity.spectralDistanceDb.toFixed(1)} (${fidelity.speexSpectralDistanceDb.toFixed(1)}) dB`;
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(100 * share).toFixed(1)} %`;
}

function ms(value: number | null): string {
  return value === null ? '-' : `${value.toFixed(0)} ms`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}

function figure({ unit }: Verdict, value: number | null): string {
  return value === null ? 'never' : `${value.toFixed(unit === 'ms' ? 0 : 1)} ${unit}`;
}

/** In Markdown, with columns of even width so that it reads as well in a terminal. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
