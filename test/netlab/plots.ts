// The two plots of the README, from the results of all scenarios. Used by netlab.
import { type BarGroup, drawBarChart } from './bar-chart.ts';
import { judge } from './judge.ts';
import type { ScenarioResult } from './run-scenario.ts';

/** @returns SVG: what the network loses, and what of it is heard and seen */
export function lossPlot(results: readonly ScenarioResult[]): Promise<string> {
  const meanings = ['packets lost', 'voice not heard', 'pictures frozen'] as const;
  const groups = results
    .filter(({ scenario }) => scenario.startsWith('lossy-'))
    .map((result): BarGroup => {
      const { scenario, voice, pictures } = result;
      const unheard = voice.effectiveLoss === null ? null : 100 * voice.effectiveLoss;
      return {
        name: scenario,
        bars: [
          { meaning: meanings[0], value: 100 * voice.packetLoss },
          { meaning: meanings[1], value: unheard, limit: limitOf(result, 'effective voice loss') },
          { meaning: meanings[2], value: 100 * pictures.frozenShare, limit: limitOf(result, 'time frozen') },
        ],
      };
    });
  const title = 'Lost by the network, and what is left of it in the call';
  return drawBarChart({ title, unit: '%', digits: 1, meanings, groups });
}

/** @returns SVG: from mouth to ear, per network */
export function delayPlot(results: readonly ScenarioResult[]): Promise<string> {
  const meanings = ['median', '95th percentile'] as const;
  const groups = results.map((result): BarGroup => {
    const { p50, p95 } = result.voice.mouthToEarMs;
    return {
      name: result.scenario,
      bars: [
        { meaning: meanings[0], value: p50 },
        { meaning: meanings[1], value: p95, limit: limitOf(result, 'mouth to ear, p95') },
      ],
    };
  });
  const title = 'From mouth to ear, in milliseconds';
  return drawBarChart({ title, unit: 'ms', digits: 0, meanings, groups });
}

function limitOf(result: ScenarioResult, what: string): number | undefined {
  return judge(result).find((each) => each.what === what)?.limit;
}
