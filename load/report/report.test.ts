import { describe, expect, test } from 'vitest';
import { DelayHistogram } from '../measure/delay-histogram.ts';
import { emptyTally } from '../measure/tally.ts';
import { type LoadOptions, readOptions } from '../plan/options.ts';
import { describeResult, type LoadResult } from '../runs/result.ts';
import type { Measurement } from '../runs/measure.ts';
import { describeHtml } from './html.ts';
import { describeMoment } from './progress.ts';
import { describeTable } from './table.ts';

const reading = {
  nodeCpuSeconds: 1,
  workerCpuSeconds: 2,
  nodeMemoryBytes: 2 ** 20,
  workerMemoryBytes: 2 ** 21,
  nodeHeapBytes: 1000,
  collectedHeapBytes: undefined,
  sockets: 0,
  packets: [
    { kind: 'voice', direction: 'in', count: 100 },
    { kind: 'voice', direction: 'out', count: 1000 },
  ],
};
const moment = {
  atSeconds: 1,
  lossRatio: 0.01,
  p99Ms: 4,
  framesPerSecond: 150,
  isSound: true,
  nodeCpu: 0.1,
  workerCpu: 0.2,
  nodeMemoryBytes: 2 ** 20,
  workerMemoryBytes: undefined,
};

function describeRun(
  options = readOptions(['talk'], {}) as LoadOptions,
  sockets = 0,
  collectedHeapBytes?: number,
): LoadResult {
  const delays = new DelayHistogram();
  for (const ms of [1, 2, 30]) delays.add(ms);
  const voice = {
    ...emptyTally().voice,
    sent: 10,
    received: 990,
    expected: 1000,
    frames: 990,
    delays: delays.parts(),
  };
  const measurement: Measurement = {
    seconds: 2,
    tally: { ...emptyTally(), voice },
    moments: [moment, { ...moment, atSeconds: 2 }],
    before: reading,
    after: {
      ...reading,
      nodeCpuSeconds: 1.5,
      workerCpuSeconds: 2.5,
      nodeHeapBytes: 1000 + 6000 * sockets,
      collectedHeapBytes: collectedHeapBytes && collectedHeapBytes + 4000 * sockets,
      sockets,
      packets: reading.packets.map((each) => ({ ...each, count: 2 * each.count })),
    },
    ended: 'in time',
  };
  const facts = { rooms: 1, planned: 4, joined: 4, refusals: [], joinTimes: [], processes: 1 };
  return describeResult(
    { ...facts, options, headRoom: 5, clockErrorMs: 0, atFirst: { ...reading, collectedHeapBytes } },
    measurement,
  );
}

describe('a result', () => {
  test('has the names that scripts rely on', () => {
    const { joined, joinMs, voice, video, server, verdict } = describeRun();
    expect({ joined, joinMs, verdict }).toEqual({
      joined: 4,
      joinMs: { p50: null, p95: null },
      verdict: 'fail',
    });
    expect(voice).toMatchObject({ sent: 10, received: 990, lossRatio: 0.01 });
    expect(voice.delayMs.p99).toBeGreaterThan(20);
    expect(video).toMatchObject({ sent: 0, received: 0, lossRatio: 0, delayMs: { p50: null, p99: null } });
    expect(server).toMatchObject({ cpuSeconds: 1, packets: 1000, microsPerPacket: 1000 });
  });

  test('of idle sockets says what each costs, garbage left out where the server collects it', () => {
    const idle = readOptions(['idle'], {}) as LoadOptions;
    const perSocket = { heapBytes: 6000, residentBytes: 0, withGarbage: true };
    expect(describeRun(idle, 10).server.perSocket).toEqual(perSocket);
    const collected = { heapBytes: 4000, residentBytes: 0, withGarbage: false };
    expect(describeRun(idle, 10, 500).server.perSocket).toEqual(collected);
    expect(describeRun(idle, 0).server.perSocket).toBeUndefined();
  });

  test('of people who come and go counts what listeners received, since the server forgets who has left', () => {
    expect(describeRun(readOptions(['churn'], {}) as LoadOptions).server.packets).toBe(990);
  });
});

describe('a report', () => {
  test('as a table says what was lost, what it cost and why it failed', () => {
    const table = describeTable(describeRun());
    expect(table).toContain('10 packets sent, 990 received, loss 1.000 %');
    expect(table).toContain('1000.0 microseconds of CPU');
    expect(table).toContain('verdict: fail');
    expect(table).not.toContain('video');
  });

  test('as a page needs nothing else, has five plots and no room for foreign markup', async () => {
    const result = { ...describeRun(), reasons: ['<script>alert(1)</script>'] };
    const page = await describeHtml(result, new Date(0));
    expect(page.match(/<svg /g)).toHaveLength(5);
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/(src|href)=/);
    expect(page).not.toContain('NaN');
  });

  test('of a run in which nothing happened says so in place of each plot', async () => {
    const nothing = { ...describeRun(), moments: [], delays: { voice: [], video: [] } };
    const page = await describeHtml(nothing, new Date(0));
    expect(page.match(/nothing was measured/g)).toHaveLength(5);
    expect(page).not.toMatch(/NaN|Infinity|<svg/);
  });

  test('as a line says how it goes, and that the server does not tell', () => {
    const shown = { remainingSeconds: 3.2, joined: 3, planned: 4 };
    expect(describeMoment({ ...shown, moment })).toBe(
      'joined 3/4 | 150 frames/s | loss 1.00 % | p99 4.0 ms | server 10 % + 20 % of a core | 4 s left',
    );
    expect(describeMoment({ ...shown, moment: { ...moment, nodeCpu: undefined } })).toContain(
      'server unknown',
    );
  });
});
