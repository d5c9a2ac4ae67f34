// Draws figures as horizontal bars on a light ground of their own, for pages that are read in light and dark. Used by plots.
import type { TopLevelSpec } from 'vega-lite';
import { drawPlot } from '../../load/report/draw-plot.ts';

export interface Bar {
  /** What it means: one of the chart's `meanings`. */
  readonly meaning: string;
  /** null: nothing could be measured; said instead of drawn. */
  readonly value: number | null;
  /** The goal, drawn across the bar: the figure must not exceed it. */
  readonly limit?: number | undefined;
}

export interface BarGroup {
  readonly name: string;
  readonly bars: readonly Bar[];
}

export interface BarChart {
  readonly title: string;
  readonly unit: string;
  /** Digits after the point. */
  readonly digits: number;
  /** What the colours mean, in the order of the bars. */
  readonly meanings: readonly string[];
  readonly groups: readonly BarGroup[];
}

const colours = ['#8b98a9', '#2f6fde', '#c4622d'];
const ink = '#1d2733';
const faintInk = '#5b6776';

/** @returns an SVG picture; a figure stands beside its bar, or beside the mark of the goal where that is further out */
export function drawBarChart({ title, unit, digits, meanings, groups }: BarChart): Promise<string> {
  const values = groups.flatMap(({ name, bars }) =>
    bars.map(({ meaning, value, limit = null }) => ({
      name,
      meaning,
      value,
      limit,
      end: Math.max(value ?? 0, limit ?? 0),
      said: value === null ? `${meaning}: none` : `${value.toFixed(digits)} ${unit}`,
    })),
  );
  const hasLimit = values.some(({ limit }) => limit !== null);
  const y = { field: 'meaning', type: 'nominal', sort: [...meanings], axis: null } as const;
  const spec: TopLevelSpec = {
    title: { text: title, ...(hasLimit && { subtitle: 'The black mark is the goal: shorter is met.' }) },
    data: { values },
    background: '#ffffff',
    padding: 16,
    facet: {
      row: {
        field: 'name',
        type: 'nominal',
        sort: groups.map(({ name }) => name),
        header: { title: null, labelAngle: 0, labelAlign: 'left', labelColor: ink, labelFontSize: 13 },
      },
    },
    spacing: 14,
    spec: {
      width: 500,
      height: { step: 20 },
      encoding: { y },
      layer: [
        {
          mark: 'bar',
          encoding: {
            x: { field: 'value', type: 'quantitative', axis: null },
            color: {
              field: 'meaning',
              type: 'nominal',
              scale: { domain: [...meanings], range: colours },
              legend: { orient: 'top', title: null, labelColor: faintInk, labelFontSize: 13 },
            },
          },
        },
        {
          mark: { type: 'tick', color: ink, thickness: 3, size: 18 },
          encoding: { x: { field: 'limit', type: 'quantitative' } },
        },
        {
          mark: { type: 'text', align: 'left', dx: 8, color: faintInk, fontSize: 13 },
          encoding: {
            x: { field: 'end', type: 'quantitative' },
            text: { field: 'said' },
          },
        },
      ],
    },
    config: {
      view: { stroke: null },
      title: { anchor: 'start', fontSize: 16, color: ink, subtitleColor: faintInk, subtitleFontSize: 13 },
    },
  };
  return drawPlot(spec);
}
