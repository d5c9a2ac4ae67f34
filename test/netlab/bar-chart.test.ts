import { expect, test } from 'vitest';
import { type BarChart, drawBarChart } from './bar-chart.ts';

const chart: BarChart = {
  title: 'Lost & found',
  unit: '%',
  digits: 1,
  meanings: ['lost', 'heard'],
  groups: [
    {
      name: 'lossy',
      bars: [
        { meaning: 'lost', value: 20 },
        { meaning: 'heard', value: 5, limit: 10 },
      ],
    },
    { name: 'dead', bars: [{ meaning: 'heard', value: null }] },
  ],
};

/** Widths of the bars of a meaning; those of the legend have no such description. */
function barWidths(svg: string, meaning: string): number[] {
  const bars = svg.matchAll(/<path aria-label="value: [^"]*meaning: (\w+)"[^>]*d="M[\d.]+,[\d.]+h([\d.]+)/g);
  return [...bars].filter(([, its]) => its === meaning).map(([, , width]) => Number(width));
}

test('bars are as long as their values', async () => {
  const svg = await drawBarChart(chart);
  const [lost = 0] = barWidths(svg, 'lost');
  const [heard = 0] = barWidths(svg, 'heard');
  expect(lost).toBeGreaterThan(100);
  expect(lost / heard).toBeCloseTo(4, 3);
});

test('values are written beside the bars, and one that is missing says so', async () => {
  const svg = await drawBarChart(chart);
  expect(svg).toContain('>20.0 %<');
  expect(svg).toContain('>heard: none<');
});

test('the goal is a mark, and explained where there is one', async () => {
  expect(await drawBarChart(chart)).toContain('The black mark is the goal');
  expect(await drawBarChart({ ...chart, groups: chart.groups.slice(1) })).not.toContain('black mark');
});

test('words with signs of markup are shown as they are', async () => {
  expect(await drawBarChart(chart)).toContain('Lost &amp; found');
});
