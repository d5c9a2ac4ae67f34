import { expect, test } from 'vitest';
import { type BarChart, drawBarChart } from './bar-chart.ts';

const chart: BarChart = {
  title: 'Lost & found',
  unit: '%',
  digits: 1,
  legend: ['lost', 'heard'],
  groups: [
    {
      name: 'lossy',
      bars: [
        { label: 'lost', value: 20, series: 0 },
        { label: 'heard', value: 5, series: 1 },
      ],
      limits: [{ value: 10, series: 1 }],
    },
    { name: 'dead', bars: [{ label: 'heard', value: null, series: 1 }], limits: [] },
  ],
};

/** Widths of the bars, but for the ground, the legend and the marks. */
function barWidths(svg: string): number[] {
  return [...svg.matchAll(/width="([\d.]+)" height="14"/g)].map(([, width]) => Number(width));
}

test('bars are as long as their values, the longest fills the picture', () => {
  const [lost, heard] = barWidths(drawBarChart(chart));
  expect(lost).toBe(510);
  expect(heard).toBe(127.5);
});

test('values are written beside the bars, and one that is missing says so', () => {
  const svg = drawBarChart(chart);
  expect(svg).toContain('>20.0 %<');
  expect(svg).toContain('>heard: none<');
});

test('the goal is a mark at its value, and explained', () => {
  const svg = drawBarChart(chart);
  expect(svg).toContain('x="373.5"');
  expect(svg).toContain('The black mark is the goal');
  expect(drawBarChart({ ...chart, groups: chart.groups.slice(1) })).not.toContain('black mark');
});

test('a figure gives way to a mark that would stand in it', () => {
  const figureX = (limit: number) => {
    const [group] = chart.groups;
    const groups = group ? [{ ...group, limits: [{ value: limit, series: 1 }] }] : [];
    return Number(/x="([\d.]+)"[^>]*>5\.0 %/.exec(drawBarChart({ ...chart, groups }))?.[1]);
  };
  expect(figureX(10)).toBe(255.5);
  expect(figureX(6)).toBe(281);
});

test('words with signs of markup are shown as they are', () => {
  expect(drawBarChart(chart)).toContain('Lost &amp; found');
});
