// The two plots of the README, from the results of all scenarios. Pure; used by netlab.
import { type BarGroup, drawBarChart } from './bar-chart.ts';
import { judge } from './judge.ts';
import type { ScenarioResult } from './run-scenario.ts';

/** What the network loses, and what of it is heard and seen. */
export function lossPlot(results: readonly ScenarioResult[]): string {
  const groups = results
    .filter(({ scenario }) => scenario.startsWith('lossy-'))
    .map((result): BarGroup => {
      const { scenario, voice, pictures } = result;
      return {
        name: scenario,
        bars: [
          { label: 'packets lost by the network', value: 100 * voice.packetLoss, series: 0 },
          {
            label: 'voice that nobody hears',
            value: voice.effectiveLoss === null ? null : 100 * voice.effectiveLoss,
            series: 1,
          },
          { label: 'time with frozen pictures', value: 100 * pictures.frozenShare, series: 2 },
        ],
        limits: [...limitsOf(result, 'effective voice loss', 1), ...limitsOf(result, 'time frozen', 2)],
      };
    });
  return drawBarChart({
    title: 'Lost by the network, and what is left of it in the call',
    unit: '%',
    digits: 1,
    legend: ['packets lost', 'voice not heard', 'pictures frozen'],
    groups,
  });
}

/** From mouth to ear, per network. */
export function delayPlot(results: readonly ScenarioResult[]): string {
  const groups = results.map((result): BarGroup => {
    const { p50, p95 } = result.voice.mouthToEarMs;
    return {
      name: result.scenario,
      bars: [
        { label: 'median', value: p50, series: 0 },
        { label: '95 of 100 seconds', value: p95, series: 1 },
      ],
      limits: limitsOf(result, 'mouth to ear, p95', 1),
    };
  });
  return drawBarChart({
    title: 'From mouth to ear, in milliseconds',
    unit: 'ms',
    digits: 0,
    legend: ['median', '95th percentile'],
    groups,
  });
}

function limitsOf(result: ScenarioResult, what: string, series: number): BarGroup['limits'] {
  const verdict = judge(result).find((each) => each.what === what);
  return verdict ? [{ value: verdict.limit, series }] : [];
}
