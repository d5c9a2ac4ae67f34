// The plots of the report: lines over time and histograms of delays. Pure but for the library that draws.
import type { TopLevelSpec } from 'vega-lite';
import { bucketEndMs, type HistogramParts } from '../measure/delay-histogram.ts';
import { drawPlot, plotColours } from './draw-plot.ts';
import { escapeText } from './escape-text.ts';

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

/** @returns SVG with a line for each series over time */
export async function plotLines(text: PlotText, series: readonly Series[]): Promise<string> {
  const values = series.flatMap(({ name, points }) => points.map(({ x, y }) => ({ name, x, y: y ?? null })));
  if (values.every(({ y }) => y === null)) return nothingMeasured(text);
  return drawPlot({
    ...frameOf(text),
    data: { values },
    mark: { type: 'line', invalid: 'break-paths-show-path-domains' },
    encoding: {
      x: { field: 'x', type: 'quantitative', title: text.xLabel, scale: { nice: false } },
      y: { field: 'y', type: 'quantitative', title: text.yLabel },
      color: colourOf(series),
    },
  });
}

/** @returns SVG with a histogram of delays on a logarithmic axis, each series as shares of its own sum */
export async function plotDelays(
  text: PlotText,
  all: readonly { readonly name: string; readonly parts: HistogramParts }[],
): Promise<string> {
  const values = all.flatMap(({ name, parts }) => {
    const total = parts.reduce((sum, [, count]) => sum + count, 0);
    return parts.map(([index, count]) => ({
      name,
      fromMs: bucketEndMs(index - 1),
      toMs: bucketEndMs(index),
      share: (100 * count) / total,
    }));
  });
  if (values.length === 0) return nothingMeasured(text);
  return drawPlot({
    ...frameOf(text),
    data: { values },
    mark: { type: 'bar', opacity: 0.6, binSpacing: 0 },
    encoding: {
      x: { field: 'fromMs', type: 'quantitative', scale: { type: 'log', nice: false }, title: text.xLabel },
      x2: { field: 'toMs' },
      y: { field: 'share', type: 'quantitative', stack: null, title: text.yLabel },
      y2: { datum: 0 },
      color: colourOf(all),
    },
  });
}

function nothingMeasured({ title }: PlotText): string {
  return `<p>${escapeText(title)}: nothing was measured.</p>`;
}

function colourOf(series: readonly { readonly name: string }[]) {
  const domain = series.map(({ name }) => name);
  return {
    field: 'name',
    type: 'nominal',
    scale: { domain, range: [...plotColours] },
    legend: { orient: 'top', title: null },
  } as const;
}

/** What all plots share: their size, and the colour of the page's text, light or dark. */
function frameOf({ title, yLabel }: PlotText) {
  const ink = { labelColor: 'currentColor', titleColor: 'currentColor' } as const;
  return {
    title: `${title} (${yLabel})`,
    width: 560,
    height: 190,
    background: 'transparent',
    config: {
      title: { color: 'currentColor', anchor: 'start' },
      axis: { ...ink, gridColor: '#8884', domainColor: 'currentColor', tickColor: 'currentColor' },
      legend: ink,
      view: { stroke: null },
    },
  } satisfies Partial<TopLevelSpec>;
}
