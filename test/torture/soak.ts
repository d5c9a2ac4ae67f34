// `npm run soak [-- --hours H --json FILE]`: people come, talk and go for hours; does the server keep anything of them?
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ServerProcess } from '../helpers/server.ts';
import { fitSlope, type Reading } from './fit-slope.ts';
import { insideEnv, lookInside, type Inside } from './inside.ts';
import { type Account, registerAccount } from '../integration/member.ts';
import { TalkingRoom } from './talking-room.ts';
import { startTortured } from './torture-server.ts';

const hourMs = 3_600_000;
/** What is allocated once, caches and pools, is there by then; in a short soak the first quarter. */
const warmUpMs = hourMs / 2;
const readEveryMs = 10_000;
const stayMs = 4000;
/** Sockets and rooms of those who left are gone by then. */
const settleMs = 30_000;
const slopeMaxMbPerHour = 1;
const workers = 2;

interface SoakReadings {
  readonly node: Reading[];
  readonly workers: Map<number, Reading[]>;
}

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '2' }, json: { type: 'string' } },
});
const soakMs = Number(values.hours) * hourMs;
if (!(soakMs > 0)) {
  console.error('--hours must be a number above 0, for example 0.1.');
  process.exit(1);
}

/** New people at every meeting would be remembered by right: what they asked is counted for a day. */
const accounts: Account[] = [];
const server = await startTortured({
  ...insideEnv,
  LOG_LEVEL: 'warn',
  MEDIA_WORKERS: String(workers),
  REQUEST_ALLOWANCE: '10',
});
try {
  // The first members make the server allocate what it keeps for all.
  for (let count = 0; count < 3; count += 1) accounts.push(await registerAccount(server.url));
  await visit(server.url);
  await sleep(settleMs);
  const before = await lookInside(server);
  const readings = await soak(server, soakMs);
  await sleep(settleMs);
  report(before, await lookInside(server), readings);
} finally {
  await server.stop();
}
// What libdatachannel keeps for itself would keep this process.
process.exit();

async function soak(under: ServerProcess, ms: number): Promise<SoakReadings> {
  const readings: SoakReadings = { node: [], workers: new Map() };
  const startedMs = performance.now();
  let visits = 0;
  let nextReadMs = startedMs;
  while (performance.now() - startedMs < ms) {
    await visit(under.url);
    visits += 1;
    if (performance.now() < nextReadMs) continue;
    nextReadMs += readEveryMs;
    await read(under, performance.now() - startedMs, readings);
  }
  console.log(`${visits} meetings were held.`);
  return readings;
}

/** A meeting of the same three from beginning to end. */
async function visit(url: string): Promise<void> {
  const room = await TalkingRoom.open(url, accounts.length, accounts);
  await sleep(stayMs);
  for (const { peer } of room.peers) await peer.leave().catch(() => undefined);
  room.close();
}

async function read(under: ServerProcess, atMs: number, readings: SoakReadings): Promise<void> {
  const { heapBytes } = await lookInside(under);
  readings.node.push({ atMs, bytes: heapBytes });
  for (const pid of workerPids(under)) {
    const known = readings.workers.get(pid) ?? [];
    readings.workers.set(pid, known);
    known.push({ atMs, bytes: residentBytes(pid) });
  }
}

function workerPids(under: ServerProcess): number[] {
  const children = readFileSync(`/proc/${under.pid}/task/${under.pid}/children`, 'utf8');
  return children
    .trim()
    .split(' ')
    .map(Number)
    .filter((pid) => pid > 0);
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
}

function report(before: Inside, after: Inside, readings: SoakReadings): void {
  const from = Math.min(warmUpMs, soakMs / 4);
  const slopes = [
    { name: 'Node, after collecting garbage', mbPerHour: fitSlope(readings.node, from) },
    ...[...readings.workers].map(([pid, list]) => ({
      name: `worker ${pid}`,
      mbPerHour: fitSlope(list, from),
    })),
  ];
  for (const { name, mbPerHour } of slopes) {
    console.log(`${name}: ${mbPerHour.toFixed(2)} MiB/h (promised: below ${slopeMaxMbPerHour})`);
  }
  const counts = (['handles', 'timers', 'sockets'] as const).map((name) => ({
    name,
    before: before[name],
    after: after[name],
  }));
  for (const count of counts) console.log(`${count.name}: ${count.before} before, ${count.after} after`);
  const holds =
    readings.workers.size > 0 &&
    slopes.every(({ mbPerHour }) => mbPerHour < slopeMaxMbPerHour) &&
    counts.every((count) => count.after <= count.before);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ slopes, counts, holds }, null, 2)}\n`);
  const isShort = soakMs < 2 * warmUpMs;
  if (isShort) console.log('A soak of less than an hour says nothing sure about slopes.');
  process.exitCode = holds || isShort ? 0 : 1;
}
