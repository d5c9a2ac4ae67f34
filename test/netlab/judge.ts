// Which goals a scenario measures and whether its figures meet them. Pure; used by the report.
import type { ScenarioResult } from './run-scenario.ts';
import { slowest } from './scenario-events.ts';

/** A figure beside the limit it must not exceed. */
export interface Verdict {
  /** As the table of goals names it: Q1 to Q6, P8, R for reliability, or L for the calm of layers. */
  readonly goal: string;
  readonly what: string;
  /** null: could not be measured, because nothing came. That misses the goal. */
  readonly figure: number | null;
  readonly limit: number;
  readonly unit: '%' | 'ms' | 'dB' | '/min';
  readonly isMet: boolean;
}

type Goal = Pick<Verdict, 'goal' | 'what' | 'limit' | 'unit'> & {
  readonly figure: (result: ScenarioResult) => number | null;
};

const percent = (share: number | null) => (share === null ? null : 100 * share);

const firstFrame: Goal = {
  goal: 'Q4',
  what: "a new viewer's first frame",
  limit: 1000,
  unit: 'ms',
  figure: ({ pictures }) => pictures.firstFrameMs,
};

function mouthToEar(limit: number): Goal {
  const figure: Goal['figure'] = ({ voice }) => voice.mouthToEarMs.p95;
  return { goal: 'Q1', what: 'mouth to ear, p95', limit, unit: 'ms', figure };
}

function lossGoals(effectiveLoss: number, frozen: number): Goal[] {
  return [
    {
      goal: 'Q2',
      what: 'effective voice loss',
      limit: effectiveLoss,
      unit: '%',
      figure: ({ voice }) => percent(voice.effectiveLoss),
    },
    {
      goal: 'Q4',
      what: 'time frozen',
      limit: frozen,
      unit: '%',
      figure: ({ pictures }) => percent(pictures.frozenShare),
    },
    firstFrame,
  ];
}

function longestGap(limit: number): Goal {
  const figure: Goal['figure'] = ({ voice }) => voice.longestGapMs;
  return { goal: 'Q5', what: 'longest gap in the voice', limit, unit: 'ms', figure };
}

/** On a line that stays as it is, a picture has no reason to change its size. */
const calmLayers: Goal = {
  goal: 'L',
  what: "changes of the picture's size",
  limit: 4,
  unit: '/min',
  figure: ({ pictures }) => pictures.sizeChangesPerMinute,
};

function backAfterCut(limit: number): Goal {
  const figure: Goal['figure'] = ({ voice }) => voice.backAfterCutMs;
  return { goal: 'R', what: 'voice back after the cut', limit, unit: 'ms', figure };
}

const goals: Readonly<Record<string, readonly Goal[]>> = {
  clean: [
    mouthToEar(120),
    { goal: 'Q3', what: 'level error', limit: 0.5, unit: 'dB', figure: ({ voice }) => voice.levelErrorDb },
    { ...firstFrame, goal: 'P8' },
  ],
  'home-wifi': [calmLayers],
  lte: [calmLayers],
  'lossy-5': [mouthToEar(250), ...lossGoals(1, 1)],
  'lossy-10': lossGoals(4, 3),
  'lossy-20': lossGoals(12, 10),
  'step-down': [
    longestGap(300),
    {
      goal: 'Q5',
      what: 'senders follow a fall',
      limit: 3000,
      unit: 'ms',
      figure: ({ pictures }) => slowest(pictures.followedAfterMs),
    },
    {
      goal: 'Q5',
      what: 'full picture after the rise',
      limit: 15_000,
      unit: 'ms',
      figure: ({ pictures }) => pictures.fullAfterRiseMs,
    },
  ],
  'cut-5s': [backAfterCut(1500)],
  'cut-talker-5s': [backAfterCut(1500)],
  // No event reports it: two seconds of silence, one and a half without an answer, then a new socket and another way for packets.
  'address-change': [{ ...longestGap(5000), goal: 'R' }],
  // Up to two seconds until the next try, and up to two within it until TCP sends again what was lost.
  'cut-60s': [backAfterCut(5000)],
};

/** Empty for a scenario without goals of its own. */
export function judge(result: ScenarioResult): Verdict[] {
  return (goals[result.scenario] ?? []).map(({ figure, ...goal }) => {
    const value = figure(result);
    return { ...goal, figure: value, isMet: value !== null && value <= goal.limit };
  });
}
