// The fan-out's tables and goals. Pure; used by fan-out.ts.
import { type Judgement, ratioOf, shortNumber } from '../goals.ts';
import type { ReportTable } from '../part.ts';
import { bareWorker } from '../relays/bare-worker/bare-worker.ts';
import { janusAsInstalled, janusTwoLoops } from '../relays/janus.ts';
import { medianOf } from '../../../../load/measure/statistics.ts';
import { medianAt, type Summary } from '../rounds.ts';
import type { FanOutSample } from './fan-out-stage.ts';
import { judgedReceivers } from './plan-receivers.ts';

export function fanOutTables(summaries: readonly Summary[], samples: readonly FanOutSample[]): ReportTable[] {
  const relays = [...new Set(summaries.map(({ relay }) => relay))];
  const points = [...new Set(summaries.map(({ point }) => point))].toSorted((left, right) => left - right);
  const costs: ReportTable = {
    head: ['us per delivered packet, median (least to most)', ...points.map((point) => `${point} receivers`)],
    rows: relays.map((relay) => [relay, ...points.map((point) => costCell(summaries, relay, point))]),
  };
  const woken = samples.filter(({ signallingWakeUps }) => signallingWakeUps !== undefined);
  const wakeUpRows = [...new Set(woken.map(({ relay }) => relay))].map((relay) => [
    relay,
    ...points.map((point) => wakeUpCell(woken, relay, point)),
  ]);
  const wakeUpTable = {
    head: ["wake-ups of the signalling's process a second", ...points.map((point) => `${point} receivers`)],
    rows: wakeUpRows,
  };
  return wakeUpRows.length > 0 ? [costs, wakeUpTable] : [costs];
}

function costCell(summaries: readonly Summary[], relay: string, point: number): string {
  const summary = summaries.find((each) => each.relay === relay && each.point === point);
  if (summary?.median === undefined) return summary === undefined ? '' : 'void';
  const { median, min = median, max = median } = summary;
  return `${shortNumber(median)} (${shortNumber(min)} to ${shortNumber(max)})`;
}

function wakeUpCell(samples: readonly FanOutSample[], relay: string, point: number): string {
  const same = samples.filter((sample) => sample.relay === relay && sample.point === point);
  const median = medianOf(same.map(({ signallingWakeUps = 0 }) => signallingWakeUps));
  return median === undefined ? '' : shortNumber(median);
}

/** P1 against Janus, P2 against the bare worker, at each size that has a goal. */
export function judgeFanOut(summaries: readonly Summary[]): Judgement[] {
  return judgedReceivers.flatMap((point) => {
    const ours = medianAt(summaries, 'Plenum', point);
    const against = (goal: string, what: string, relay: string, limit: number): Judgement => ({
      goal,
      what: `fan-out to ${point}, time per packet against ${what}`,
      figure: ratioOf(ours, medianAt(summaries, relay, point)),
      limit,
      unit: 'x',
      wanted: 'at most',
      why: `no valid round of both Plenum and ${relay}`,
    });
    return [
      against('P1', 'Janus as installed', janusAsInstalled.name, 0.35),
      against('P1', 'Janus with two loops', janusTwoLoops.name, 0.5),
      against('P2', 'the bare worker', bareWorker.name, 1.03),
    ];
  });
}
