// The result of a run as a table for the terminal. Pure.
import type { LoadResult, MediaResult } from '../runs/result.ts';

type Row = readonly [string, string];

export function describeTable(result: LoadResult): string {
  const rows = [
    ...describePeople(result),
    ...describeMedia('voice', result.voice, 'packets'),
    ...describeMedia('video', result.video, result.videoCodec === 'jpeg' ? 'pictures' : 'packets'),
    ...describeServer(result),
    ...describeGenerator(result),
    ...describeSteps(result),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [
    `${result.scenario} at ${result.url}, measured for ${result.seconds.toFixed(1)} s`,
    ...lines,
    `verdict: ${result.verdict}`,
    ...result.reasons.map((reason) => `  ${reason}`),
  ].join('\n');
}

function describePeople(result: LoadResult): Row[] {
  const { joined, notJoined, rooms, publishers, listeners, joinMs } = result;
  return [
    ['people', `${joined} of ${joined + notJoined}, ${count(rooms, 'room')} of ${publishers} + ${listeners}`],
    ['joining took', `p50 ${inMs(joinMs.p50)}, p95 ${inMs(joinMs.p95)}`],
  ];
}

function describeMedia(name: string, media: MediaResult, unit: string): Row[] {
  if (media.sent === 0 && media.received === 0) return [];
  const faults = [
    media.broken > 0 ? `, ${media.broken} frames not decodable` : '',
    media.silent > 0 ? `, ${media.silent} streams silent` : '',
  ];
  return [
    [
      name,
      `${media.sent} ${unit} sent, ${media.received} received, loss ${(100 * media.lossRatio).toFixed(3)} %${faults.join('')}`,
    ],
    [`${name} delay`, `p50 ${inMs(media.delayMs.p50)}, p99 ${inMs(media.delayMs.p99)}`],
  ];
}

function describeServer({ server, seconds, videoCodec }: LoadResult): Row[] {
  if (server.cpuSeconds === null) {
    const remedy = 'run on its machine, or set METRICS_TOKEN here as it is set there';
    return [['server', `its cost is not known, since GET /metrics was refused: ${remedy}`]];
  }
  const share = (used: number | null): string =>
    `${((100 * (used ?? 0)) / Math.max(0.001, seconds)).toFixed(1)} %`;
  const kinds = Object.entries(server.packetsByKind).filter(([, count]) => count.in + count.out > 0);
  return [
    [
      'server CPU',
      `Node ${share(server.nodeCpuSeconds)}, media workers ${share(server.workerCpuSeconds)} of a core`,
    ],
    [
      'server memory',
      `Node ${inMib(server.nodeMemoryBytes)}, media workers ${inMib(server.workerMemoryBytes)}`,
    ],
    ...kinds.map(([kind, count]): Row => [`packets of ${kind}`, `${count.in} in, ${count.out} out`]),
    ...(server.microsPerPacket === null
      ? []
      : [
          [
            videoCodec === 'jpeg' ? 'per packet or picture' : 'per delivered packet',
            `${server.microsPerPacket.toFixed(1)} microseconds of CPU`,
          ] as const,
        ]),
    ...(server.perSocket === undefined
      ? []
      : [
          [
            'per socket',
            `${(server.perSocket.heapBytes / 1000).toFixed(1)} kB of heap, ${(server.perSocket.residentBytes / 1000).toFixed(1)} kB in all${
              server.perSocket.withGarbage
                ? ', garbage included: name this machine in the server’s UNCOUNTED_ADDRESSES to have it collected first'
                : ''
            }`,
          ] as const,
        ]),
  ];
}

function describeGenerator({ generator }: LoadResult): Row[] {
  const { processes, headRoom, busy, lateMs, stalledMs, clockErrorMs } = generator;
  const room = headRoom === null ? '' : `, head-room ${headRoom.toFixed(1)}`;
  const clocks: Row[] =
    clockErrorMs > 0
      ? [['clocks', `delays between machines are right within ${clockErrorMs.toFixed(2)} ms`]]
      : [];
  const stalls = stalledMs > 0 ? `, stood still for ${inMs(stalledMs)}` : '';
  const state = `${count(processes, 'process', 'processes')}${room}, busy ${Math.round(100 * busy)} %, late p99 ${inMs(lateMs.p99)}${stalls}`;
  return [['generator', state], ...clocks];
}

function describeSteps({ steps = [], limit, endedBy = [] }: LoadResult): Row[] {
  const rows = steps.map(
    ({ rooms, isGood, isGenerators, lossRatio, p99Ms }): Row => [
      count(rooms, 'room'),
      `${isGood ? 'good' : isGenerators ? 'too many for the generator' : 'too many'}: loss ${(100 * lossRatio).toFixed(3)} %, p99 ${inMs(p99Ms)}`,
    ],
  );
  if (limit === undefined) return rows;
  return [
    ...rows,
    ['limit', `${count(limit.rooms, 'room')}, ${limit.people} people`],
    ...endedBy.map((reason): Row => ['one step more', reason]),
  ];
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function inMs(ms: number | null): string {
  return ms === null ? '-' : `${ms.toFixed(1)} ms`;
}

function inMib(bytes: number | null): string {
  return bytes === null ? '-' : `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
