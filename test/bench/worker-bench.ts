// `npm run bench:worker -- --base FILE [--worker FILE] [--rounds 6] [--seconds 4] [--receivers 50] [--only video,voice,lossy] [--json FILE]`: what a
// delivered packet costs two media workers, in turn and with the same traffic. The workers have processor 0, all other processes the rest.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findWorkerBin } from '../../server/media/worker-bin.ts';
import { lossMax } from './compare/rounds.ts';
import { medianOf } from '../../load/measure/statistics.ts';
import { type TrafficName, traffics } from './worker/streams.ts';
import { type Stretch, WorkerRoom } from './worker/worker-room.ts';

const workerProcessor = 0;
const warmUpSeconds = 1;
/** Asked before this process keeps to some of them. */
const processors = availableParallelism();

const { values: options } = parseArgs({
  options: {
    base: { type: 'string' },
    worker: { type: 'string' },
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '4' },
    receivers: { type: 'string', default: '50' },
    only: { type: 'string', default: 'video,voice,lossy' },
    json: { type: 'string' },
  },
});

/** One stretch of one worker. */
interface Measured extends Stretch {
  readonly traffic: TrafficName;
  readonly worker: 'base' | 'worker';
  readonly round: number;
  readonly microsPerPacket: number;
  readonly residentKb: number;
}

/** Both workers in turn, who begins changing from round to round. */
async function measure(traffic: TrafficName, files: Readonly<Record<'base' | 'worker', string>>) {
  const open = (file: string) =>
    WorkerRoom.open(file, workerProcessor, traffics[traffic], Number(options.receivers));
  const rooms = { base: await open(files.base), worker: await open(files.worker) };
  const measured: Measured[] = [];
  for (const room of Object.values(rooms)) await room.run(warmUpSeconds);
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const order = round % 2 === 0 ? (['worker', 'base'] as const) : (['base', 'worker'] as const);
    for (const worker of order) {
      const stretch = await rooms[worker].run(Number(options.seconds));
      const microsPerPacket = (1e6 * stretch.cpuSeconds) / stretch.delivered;
      const { residentKb } = rooms[worker];
      measured.push({ ...stretch, traffic, worker, round, microsPerPacket, residentKb });
    }
  }
  for (const room of Object.values(rooms)) await room.close();
  return measured;
}

const lostOf = ({ expected, delivered }: Stretch): number => 1 - delivered / expected;

/** @returns the median cost of rounds without loss, in microseconds */
function print(measured: readonly Measured[], traffic: TrafficName, worker: 'base' | 'worker'): number {
  const all = measured.filter((one) => one.traffic === traffic && one.worker === worker);
  const valid = all.filter((one) => lostOf(one) <= lossMax);
  const costs = valid.map(({ microsPerPacket }) => microsPerPacket);
  const median = medianOf(costs) ?? Number.NaN;
  const figures = [
    `${median.toFixed(2)} us (${Math.min(...costs).toFixed(2)} to ${Math.max(...costs).toFixed(2)})`,
    `p50 ${(medianOf(valid.map(({ p50Ms }) => p50Ms)) ?? Number.NaN).toFixed(2)} ms`,
    `p99 ${(medianOf(valid.map(({ p99Ms }) => p99Ms)) ?? Number.NaN).toFixed(2)} ms`,
    `lost ${all.reduce((sum, { expected, delivered }) => sum + expected - delivered, 0)}`,
    `misplaced ${all.reduce((sum, { misplaced }) => sum + misplaced, 0)} of ${all.reduce((sum, { delivered }) => sum + delivered, 0)}`,
    `${all.length - valid.length} rounds void`,
    `${((all.at(-1)?.residentKb ?? 0) / 1024).toFixed(1)} MB`,
  ];
  console.log(`${traffic.padEnd(6)} ${worker.padEnd(7)} ${figures.join(', ')}`);
  return median;
}

if (options.base === undefined || processors < 2) {
  console.error(
    'The worker bench needs two processors and --base FILE, the media worker to compare with (npm run worker -- --help builds one).',
  );
  process.exit(1);
}
execFileSync('taskset', ['-a', '-p', '-c', `1-${processors - 1}`, String(process.pid)], {
  stdio: 'ignore',
});
const projectDir = path.resolve(import.meta.dirname, '../..');
const files = {
  base: options.base,
  worker: options.worker ?? (await findWorkerBin(process.env, projectDir)),
};
console.log(
  `Machine: ${processors} cores, load ${loadavg()[0]?.toFixed(1)}. ${options.receivers} receivers.`,
);
const results: Measured[] = [];
for (const traffic of Object.keys(traffics) as TrafficName[]) {
  if (!options.only.split(',').includes(traffic)) continue;
  results.push(...(await measure(traffic, files)));
  const [base, worker] = (['base', 'worker'] as const).map((name) => print(results, traffic, name));
  console.log(`${traffic.padEnd(6)} ratio   ${((worker ?? NaN) / (base ?? NaN)).toFixed(3)}`);
}
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
process.exit(0);
