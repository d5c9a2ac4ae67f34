// P8 and P9: how long a join takes, in the protocol and in a browser, and what fifty at once do to a room. A part of the comparison.
import { existsSync } from 'node:fs';
import { eventLoopTickMs } from '../../../../server/observe/metrics.ts';
import { type Judgement, shortNumber } from '../goals.ts';
import type { Part, PartContext, PartResult, ReportTable } from '../part.ts';
import { percentileOf } from '../../../../load/measure/statistics.ts';

import { plenum, PlenumRelay } from '../relays/plenum.ts';
import { measureClicks } from './click-to-picture.ts';
import { measureProtocol, type ProtocolTimes } from './join-protocol.ts';
import { measureStorm, newcomers, type Storm, stormSeconds, watchers } from './join-storm.ts';

/** One person who joins again and again asks more often than people do. */
const settings = { REQUEST_ALLOWANCE: '20' };
const joinsPerRound = 20;
const clicks = { quick: 10, whole: 30 };
/** Between the relay and the camera, which is asked for a whole picture when the newcomer's encryption stands. */
const cameraRoundTrips = 1;
const chromium = (): string => process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';

interface JoinsData {
  readonly protocol: ProtocolTimes[];
  readonly storms: Storm[];
  /** From the click to the first decoded picture; none without Chromium. */
  readonly clicksMs: readonly number[];
}

export const joins: Part = {
  id: 'joins',
  sentence:
    'One join: protocol, ways there and back, click to picture in Chromium. Fifty joins in 5 s: loss, event loop.',
  run: runJoins,
};

async function runJoins(context: PartContext): Promise<PartResult> {
  const protocol: ProtocolTimes[] = [];
  const storms: Storm[] = [];
  for (let round = 1; round <= context.rounds; round += 1) {
    await withPlenum(async (relay) => {
      protocol.push(await measureProtocol(relay, joinsPerRound));
      storms.push(await measureStorm(relay, 1));
    });
    context.say(`  round ${round}: ${describeRound(protocol.at(-1), storms.at(-1))}`);
  }
  const clicksMs = existsSync(chromium())
    ? await withPlenum(({ server }) => measureClicks(server.url, clicks[context.quick ? 'quick' : 'whole']))
    : [];
  const data = { protocol, storms, clicksMs };
  return {
    traffic:
      'One camera, one newcomer after the other: counted from the first request, or the click, to the first packet, or the ' +
      `first decoded picture. Then ${newcomers} newcomers within ${stormSeconds} s while ${watchers} others watch 300 packets a second.`,
    tables: [tableOf(data)],
    judgements: judge(data),
    notes: [
      'Ways there and back are counted by a line on which each takes 200 ms, requests and packets alike; one more lies between relay and camera.',
      `The server's event loop is looked at every ${eventLoopTickMs} ms, which is taken off.`,
    ],
    data,
  };
}

/** Runs something with a fresh server on the relay's core. */
async function withPlenum<T>(work: (relay: PlenumRelay) => Promise<T>): Promise<T> {
  const relay = await plenum(settings).start();
  try {
    if (!(relay instanceof PlenumRelay)) throw new Error('Joins are measured of Plenum alone.');
    return await work(relay);
  } finally {
    await relay.stop();
  }
}

function tableOf({ protocol, storms, clicksMs }: JoinsData): ReportTable {
  const row = (what: string, values: readonly number[], unit: string): string[] =>
    values.length === 0
      ? [what, 'not measured', '', '']
      : [what, ...[0.5, 0.95, 1].map((share) => `${shortNumber(percentileOf(values, share))} ${unit}`)];
  return {
    head: ['', 'median', 'p95', 'most'],
    rows: [
      row('first request to first packet', allOf(protocol, 'plainMs'), 'ms'),
      row(
        'ways there and back to the relay',
        protocol.map(({ roundTrips }) => roundTrips),
        '',
      ),
      row('click to first decoded picture', clicksMs, 'ms'),
      row(
        'fifty at once: first request to first packet',
        storms.flatMap(({ joinMs }) => joinMs),
        'ms',
      ),
      row(
        'fifty at once: lost by those who were there',
        storms.map(({ loss }) => 100 * loss),
        '%',
      ),
      row(
        'fifty at once: event loop, 99th percentile',
        storms.map(({ loopP99Ms }) => loopP99Ms),
        'ms',
      ),
    ],
  };
}

function judge({ protocol, storms, clicksMs }: JoinsData): Judgement[] {
  const most = (values: readonly number[]): number | undefined =>
    values.length === 0 ? undefined : Math.max(...values);
  return [
    {
      goal: 'P8',
      what: 'click to first decoded picture, p95',
      figure: clicksMs.length === 0 ? undefined : percentileOf(clicksMs, 0.95),
      limit: 1000,
      unit: 'ms',
      wanted: 'at most',
      ...(clicksMs.length === 0 && { why: 'Chromium is not installed' }),
    },
    {
      goal: 'P8',
      what: 'protocol part, p95',
      figure: percentileOf(allOf(protocol, 'plainMs'), 0.95),
      limit: 150,
      unit: 'ms',
      wanted: 'at most',
    },
    {
      goal: 'P8',
      what: 'ways there and back, with the one to the camera',
      figure: percentileOf(
        protocol.map(({ roundTrips }) => roundTrips + cameraRoundTrips),
        0.5,
      ),
      limit: 5,
      unit: '',
      wanted: 'at most',
    },
    {
      goal: 'P9',
      what: 'lost by those who were there, worst round',
      figure: most(storms.map(({ loss }) => 100 * loss)),
      limit: 0.1,
      unit: '%',
      wanted: 'at most',
    },
    {
      goal: 'P9',
      what: 'event loop, 99th percentile, worst round',
      figure: most(storms.map(({ loopP99Ms }) => loopP99Ms)),
      limit: 20,
      unit: 'ms',
      wanted: 'at most',
    },
  ];
}

function allOf(times: readonly ProtocolTimes[], which: 'plainMs' | 'slowMs'): number[] {
  return times.flatMap((each) => each[which]);
}

function describeRound(protocol: ProtocolTimes | undefined, storm: Storm | undefined): string {
  if (protocol === undefined || storm === undefined) return 'nothing';
  const median = percentileOf(protocol.plainMs, 0.5);
  return (
    `join ${shortNumber(median)} ms, ${shortNumber(protocol.roundTrips)} ways there and back; fifty at once: ` +
    `${(100 * storm.loss).toFixed(3)} % lost, event loop ${shortNumber(storm.loopP99Ms)} ms`
  );
}
