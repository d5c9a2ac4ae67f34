// What was found of idle sockets, as tables and goals. Pure; called by the idle part.
import type { Judgement } from '../goals.ts';
import type { PartResult } from '../part.ts';

/** A server with so many idle sockets. */
export interface IdlePoint {
  readonly count: number;
  /** Of those how many the server holds at the end. */
  readonly held: number;
  /** Of the server's heap, after garbage was collected. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  /** Of a core. */
  readonly cpuShare: number;
  /** How late the server's event loop was, at the 99th percentile. */
  readonly loopP99Ms: number;
}

/** What a socket may cost among the last more than among the first. */
const growthMax = 1.2;
const socketsMin = 20_000;

/** What stood in the way of more. */
export interface IdleLimits {
  /** Sockets of the last point, were the system to allow them. */
  readonly wanted: number;
  /** That one process may have open. */
  readonly filesMax: number;
  /** Sockets that another server on the machine held at the same time, because one process may have too few files open. */
  readonly elsewhere: number;
}

/** @param points the first with the few sockets that everything is compared with */
export function describeIdle(points: readonly IdlePoint[], limits: IdleLimits): PartResult {
  const [base, ...rest] = points;
  const last = rest.at(-1);
  const first = rest[0];
  if (base === undefined || first === undefined || last === undefined)
    throw new Error('No point was measured.');
  return {
    traffic:
      'Each socket answers the server’s ping every 5 s. Memory is what more than 100 sockets take, each, after garbage was collected.',
    tables: [
      {
        head: ['sockets', 'heap each', 'resident each', 'server CPU', 'event loop p99'],
        rows: rest.map((point) => [
          String(point.held),
          `${(eachOf(base, point, 'heapBytes') / 1000).toFixed(2)} kB`,
          `${(eachOf(base, point, 'residentBytes') / 1000).toFixed(1)} kB`,
          `${(100 * point.cpuShare).toFixed(1)} % of a core`,
          `${point.loopP99Ms.toFixed(1)} ms`,
        ]),
      },
    ],
    judgements: [
      judgeHeld(last, limits),
      {
        goal: 'P10',
        what: 'heap of each of the last sockets against each of the first',
        figure: eachOf(rest.at(-2) ?? base, last, 'heapBytes') / eachOf(base, first, 'heapBytes'),
        limit: growthMax,
        unit: 'x',
        wanted: 'at most',
      },
    ],
    notes: limitNotes(last, limits),
    data: points,
  };
}

function judgeHeld(last: IdlePoint, { wanted, elsewhere }: IdleLimits): Judgement {
  return {
    goal: 'P10',
    what: 'idle signed-in sockets on one machine',
    figure: wanted >= socketsMin ? last.held + elsewhere : undefined,
    limit: socketsMin,
    unit: '',
    wanted: 'at least',
    why: `${last.held} of ${last.count} held; more are opened without --quick`,
  };
}

function limitNotes(last: IdlePoint, { wanted, filesMax, elsewhere }: IdleLimits): string[] {
  if (last.count >= wanted) return [];
  return [
    `A process may have ${filesMax} files open here, so that the server was given ${last.count} sockets instead of ${wanted}; another ` +
      `server on the same machine held ${elsewhere} at the same time.`,
  ];
}

function eachOf(from: IdlePoint, to: IdlePoint, what: 'heapBytes' | 'residentBytes'): number {
  return (to[what] - from[what]) / (to.held - from.held);
}
