// Plots as SVG text, for the report. Pure.
import { bucketEndMs, type HistogramParts } from '../measure/delay-histogram.ts';

const size = { width: 640, height: 240 } as const;
const margin = { left: 56, right: 12, top: 28, bottom: 32 } as const;
const inner = {
  width: size.width - margin.left - margin.right,
  height: size.height - margin.top - margin.bottom,
} as const;
/** Told apart by people who see colours differently, too. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'] as const;
const gridLines = 4;

/** A line in a plot; gaps where `y` is not known. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number | undefined }[];
}

export interface PlotText {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Lines over time. */
export function plotLines(text: PlotText, series: readonly Series[]): string {
  const points = series.flatMap((each) => each.points);
  const xMax = Math.max(1e-9, ...points.map(({ x }) => x));
  const yMax = roundUp(Math.max(0, ...points.map(({ y }) => y ?? 0)));
  const lines = series.map(({ points: own }, index) => {
    const path = own
      .filter((point): point is { x: number; y: number } => point.y !== undefined)
      .map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${placeX(x / xMax)} ${placeY(y / yMax)}`);
    return `<path d="${path.join('')}" fill="none" stroke="${colourOf(index)}" stroke-width="2"/>`;
  });
  return frame(text, series, { xMax, yMax }, lines);
}

/** A histogram of delays, each series as shares of its own sum, on a logarithmic axis. */
export function plotDelays(
  text: PlotText,
  all: readonly { readonly name: string; readonly parts: HistogramParts }[],
): string {
  const filled = all.filter(({ parts }) => parts.length > 0);
  const buckets = filled.flatMap(({ parts }) => parts.map(([index]) => index));
  const [low, high] = [Math.min(...buckets, 0), Math.max(...buckets, 1) + 1];
  const shares = filled.map(({ name, parts }) => {
    const total = parts.reduce((sum, [, count]) => sum + count, 0);
    return { name, points: parts.map(([index, count]) => ({ x: index, y: (100 * count) / total })) };
  });
  const yMax = roundUp(Math.max(0, ...shares.flatMap(({ points }) => points.map(({ y }) => y))));
  const width = inner.width / (high - low);
  const bars = shares.flatMap(({ points }, index) =>
    points.map(({ x, y }) => {
      const top = placeY(y / yMax);
      const height = (margin.top + inner.height - Number(top)).toFixed(1);
      return `<rect x="${placeX((x - low) / (high - low))}" y="${top}" width="${width.toFixed(2)}" height="${height}" fill="${colourOf(index)}" opacity="0.6"/>`;
    }),
  );
  const label = (share: number): string => bucketEndMs(low + share * (high - low)).toPrecision(2);
  return frame(text, shares, { xMax: 1, yMax }, bars, label);
}

function frame(
  { title, xLabel, yLabel }: PlotText,
  series: readonly { readonly name: string }[],
  { xMax, yMax }: { xMax: number; yMax: number },
  content: readonly string[],
  labelX: (share: number) => string = (share) => (share * xMax).toPrecision(2).replace(/\.0$/, ''),
): string {
  const steps = Array.from({ length: gridLines + 1 }, (_, step) => step / gridLines);
  const grid = steps.flatMap((share) => [
    `<line x1="${margin.left}" x2="${size.width - margin.right}" y1="${placeY(share)}" y2="${placeY(share)}" stroke="currentColor" opacity="0.15"/>`,
    `<text x="${margin.left - 6}" y="${placeY(share)}" text-anchor="end" dominant-baseline="middle">${Number((share * yMax).toPrecision(3))}</text>`,
    `<text x="${placeX(share)}" y="${size.height - 14}" text-anchor="middle">${labelX(share)}</text>`,
  ]);
  const legend = series.map(
    ({ name }, index) =>
      `<text x="${margin.left + 8 + 150 * index}" y="${margin.top - 2}" fill="${colourOf(index)}">${escapeText(name)}</text>`,
  );
  return [
    `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeText(title)}">`,
    `<title>${escapeText(title)}</title>`,
    `<text x="${margin.left}" y="12" font-weight="bold">${escapeText(title)} (${escapeText(yLabel)})</text>`,
    ...grid,
    ...content,
    ...legend,
    `<text x="${size.width - margin.right}" y="${size.height - 2}" text-anchor="end">${escapeText(xLabel)}</text>`,
    '</svg>',
  ].join('\n');
}

function placeX(share: number): string {
  return (margin.left + share * inner.width).toFixed(1);
}

function placeY(share: number): string {
  return (margin.top + (1 - share) * inner.height).toFixed(1);
}

/** The next of 1, 2 and 5 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? colours[0];
}

/** Text that is safe between tags and in attributes. */
export function escapeText(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
}
