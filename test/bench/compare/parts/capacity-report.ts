// The tables and the goal of the rooms of eight. Pure; used by capacity.ts.
import { isAtItsLimit } from '../generator-watch.ts';
import { type Judgement, ratioOf, shortNumber } from '../goals.ts';
import type { ReportTable } from '../part.ts';
import { medianOf } from '../../../../load/measure/statistics.ts';
import { lossMax } from '../rounds.ts';
import { type CapacityEnd, type CapacitySample, findEnd } from './capacity-limit.ts';

const ours = 'Plenum';
const janusNames = ['Janus', 'Janus, 2 loops'];
const wantedRatio = 2.5;

export function capacityTables(samples: readonly CapacitySample[]): ReportTable[] {
  const relays = namesOf(samples);
  const counts = [...new Set(samples.map(({ rooms }) => rooms))].toSorted((left, right) => left - right);
  const head = counts.map((count) => (count === 1 ? '1 room' : `${count} rooms`));
  const cells = (write: (same: readonly CapacitySample[]) => string) =>
    relays.map((relay) => [relay, ...counts.map((count) => write(losslessAt(samples, relay, count)))]);
  return [
    { head: ['% of a core, median (least to most)', ...head], rows: cells(costCell) },
    { head: ['p99 of the delay in ms, median', ...head], rows: cells(delayCell) },
    {
      head: [
        '',
        'rooms carried, median (least to most)',
        'what was in the way of more',
        'rooms that one core would carry (estimate)',
      ],
      rows: relays.map((relay) => endRow(samples, relay)),
    },
  ];
}

function costCell(same: readonly CapacitySample[]): string {
  const percents = same.map(({ cores }) => 100 * cores);
  const median = medianOf(percents);
  if (median === undefined) return '';
  return `${shortNumber(median)} (${shortNumber(Math.min(...percents))} to ${shortNumber(Math.max(...percents))})`;
}

function delayCell(same: readonly CapacitySample[]): string {
  const median = medianOf(same.map(({ delayP99Ms }) => delayP99Ms));
  return median === undefined ? '' : shortNumber(median);
}

function endRow(samples: readonly CapacitySample[], relay: string): string[] {
  const ends = endsOf(samples, relay);
  const rooms = ends.map((end) => end.rooms);
  const reasons = new Map<CapacityEnd['because'], number>();
  for (const { because } of ends) reasons.set(because, (reasons.get(because) ?? 0) + 1);
  const [cost] = costsPerRoom(samples, relay).slice(-1);
  return [
    relay,
    `${shortNumber(medianOf(rooms) ?? 0)} (${Math.min(...rooms)} to ${Math.max(...rooms)})`,
    Array.from(reasons, ([because, times]) => `${wordOf(because)} (${times} of ${ends.length} rounds)`).join(
      ', ',
    ),
    cost === undefined ? '' : shortNumber(1 / cost.cores),
  ];
}

function wordOf(because: CapacityEnd['because']): string {
  return because === 'nothing' ? 'the end of the series' : `the ${because}`;
}

/**
 * Against Janus both ways. Where the relay gave in on both sides the numbers of rooms are compared; where something else did on one of
 * them, the processor time of a room at the largest number that both had, and the words say so.
 */
export function judgeCapacity(samples: readonly CapacitySample[]): Judgement[] {
  return janusNames.map((other) => {
    const isMeasured = [ours, other].every((relay) => {
      const ends = endsOf(samples, relay);
      return ends.length > 0 && ends.every(({ because }) => because === 'relay');
    });
    const rooms = (relay: string) => medianOf(endsOf(samples, relay).map((end) => end.rooms));
    return {
      goal: 'P3',
      what: isMeasured
        ? `rooms of 8 on one core against ${other}`
        : `rooms of 8 on one core against ${other}, estimated by the processor time of a room`,
      figure: isMeasured ? ratioOf(rooms(ours), rooms(other)) : ratioOfCosts(samples, other),
      limit: wantedRatio,
      unit: 'x',
      wanted: 'at least',
      why: `no number of rooms that both Plenum and ${other} carried`,
    };
  });
}

function ratioOfCosts(samples: readonly CapacitySample[], other: string): number | undefined {
  const theirs = new Map(costsPerRoom(samples, other).map(({ rooms, cores }) => [rooms, cores]));
  const common = costsPerRoom(samples, ours).findLast(({ rooms }) => theirs.has(rooms));
  return common && ratioOf(theirs.get(common.rooms), common.cores);
}

/** Median of the share of a core that one room needs, by number of rooms; only where nothing was lost and the generator had time left. */
function costsPerRoom(samples: readonly CapacitySample[], relay: string): { rooms: number; cores: number }[] {
  const own = samples.filter(
    (sample) => sample.relay === relay && sample.loss <= lossMax && !isAtItsLimit(sample.generator),
  );
  const counts = [...new Set(own.map(({ rooms }) => rooms))].toSorted((left, right) => left - right);
  return counts.map((count) => {
    const costs = own.filter(({ rooms }) => rooms === count).map(({ cores }) => cores / count);
    return { rooms: count, cores: medianOf(costs) ?? Number.NaN };
  });
}

function endsOf(samples: readonly CapacitySample[], relay: string): CapacityEnd[] {
  const own = samples.filter((sample) => sample.relay === relay);
  const rounds = [...new Set(own.map(({ round }) => round))];
  return rounds.map((round) => findEnd(own.filter((sample) => sample.round === round)));
}

function losslessAt(samples: readonly CapacitySample[], relay: string, count: number): CapacitySample[] {
  return samples.filter(
    (sample) => sample.relay === relay && sample.rooms === count && sample.loss <= lossMax,
  );
}

function namesOf(samples: readonly CapacitySample[]): string[] {
  return [...new Set(samples.map(({ relay }) => relay))];
}

/** What a reader has to know of rounds that ended early. */
export function capacityNotes(samples: readonly CapacitySample[]): string[] {
  return samples
    .filter(({ generator }) => isAtItsLimit(generator))
    .map(
      ({ relay, round, rooms, generator }) =>
        `Round ${round} of ${relay}: the generator is the limit at ${rooms} rooms ` +
        `(${(100 * generator.busy).toFixed(0)} % of its core, event loop ${generator.loopDelayP99Ms.toFixed(0)} ms late).`,
    );
}
