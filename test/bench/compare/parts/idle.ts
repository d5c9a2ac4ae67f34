// P10: what people cost who are signed in and do nothing. One server, more and more sockets.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { descriptorLimit } from '../../../../server/ops/doctor/descriptor-limit.ts';
import { eventLoopTickMs } from '../../../../server/observe/metrics.ts';
import { type ServerProcess, startServer } from '../../../helpers/server.ts';
import { onRelayCore } from '../cores.ts';
import { IdlePeople } from '../idle/idle-people.ts';
import { describeIdle, type IdlePoint } from '../idle/idle-report.ts';
import { storePeople } from '../idle/stored-people.ts';
import type { Part, PartContext } from '../part.ts';
import { processorSeconds } from '../process-time.ts';

const points = { quick: [1000, 2000], whole: [1000, 5000, 10_000, 20_000] };
/** That everything is compared with. */
const firstFew = 100;
/** Of a server without sockets, and of those who draw tickets. */
const otherFiles = 200;
/** Handshakes are over, and what they needed is forgotten. */
const settleMs = 3000;
/** The server's loop is watched for as long, at least two rounds of pings. */
const watchSecondsMin = 10;

export const idle: Part = {
  id: 'idle',
  sentence: 'Memory and processor time of people who are signed in and in no room.',
  run: async (context) => {
    const wanted = context.quick ? points.quick : points.whole;
    const filesMax = (await descriptorLimit()) ?? Number.POSITIVE_INFINITY;
    const counts = [...new Set(wanted.map((count) => Math.min(count, filesMax - otherFiles)))];
    const most = Math.max(...wanted);
    return withPeople(Math.max(...counts), async (server, people) => {
      const found = await measure(context, server, people, counts);
      // What one process may not have open is held by another, so that the machine has them all at once.
      const rest = most - Math.max(...counts);
      const elsewhere = rest > 0 ? await withPeople(rest, (other, others) => hold(other, others, rest)) : 0;
      return describeIdle(found, { wanted: most, filesMax, elsewhere });
    });
  },
};

/** Runs something with a server of its own, and so many accounts there whose people have not come yet. */
async function withPeople<T>(
  count: number,
  work: (server: ServerProcess, people: IdlePeople) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plenum-bench-'));
  const tokens = await storePeople(dataDir, count);
  const server = await startServer({
    env: {
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      SOCKETS_MAX: String(count + otherFiles),
      UNCOUNTED_ADDRESSES: '127.0.0.1,::1',
    },
    inside: onRelayCore(),
  });
  try {
    const people = await IdlePeople.open(server.url, tokens);
    try {
      return await work(server, people);
    } finally {
      await people.leave();
    }
  } finally {
    await server.stop();
  }
}

async function measure(
  context: PartContext,
  server: ServerProcess,
  people: IdlePeople,
  counts: readonly number[],
): Promise<IdlePoint[]> {
  // The first few bring code that is loaded and compiled once.
  await people.growTo(firstFew);
  await sleep(settleMs);
  const found: IdlePoint[] = [await look(context, server, firstFew)];
  for (const count of counts) {
    const beganMs = performance.now();
    await people.growTo(count);
    const openedSeconds = (performance.now() - beganMs) / 1000;
    await sleep(settleMs);
    const point = await look(context, server, count);
    found.push(point);
    context.say(
      `  ${point.held} sockets, the last of them opened in ${openedSeconds.toFixed(0)} s: heap ${(point.heapBytes / 1e6).toFixed(1)} MB`,
    );
  }
  return found;
}

/** @returns how many sockets the server holds then */
async function hold(server: ServerProcess, people: IdlePeople, count: number): Promise<number> {
  await people.growTo(count);
  await sleep(settleMs);
  return valueOf(await readMetrics(server), 'plenum_sockets');
}

async function look({ seconds }: PartContext, server: ServerProcess, count: number): Promise<IdlePoint> {
  const memory = await readMetrics(server, '?collected=1');
  // The wait for that is not to count: each look begins the count of the loop's delays anew.
  await readMetrics(server);
  const [beganMs, usedSeconds] = [performance.now(), processorSeconds([server.pid])];
  await sleep(1000 * Math.max(seconds, watchSecondsMin));
  const cpuShare = (processorSeconds([server.pid]) - usedSeconds) / ((performance.now() - beganMs) / 1000);
  const metrics = await readMetrics(server);
  const loopP99Ms = Math.max(
    0,
    1000 * valueOf(metrics, 'nodejs_eventloop_lag_p99_seconds') - eventLoopTickMs,
  );
  return {
    count,
    held: valueOf(metrics, 'plenum_sockets'),
    heapBytes: valueOf(memory, 'plenum_heap_collected_bytes'),
    residentBytes: valueOf(memory, 'process_resident_memory_bytes'),
    cpuShare,
    loopP99Ms,
  };
}

async function readMetrics({ url }: ServerProcess, query = ''): Promise<string> {
  return (await fetch(`${url}/metrics${query}`)).text();
}

function valueOf(metrics: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
}
