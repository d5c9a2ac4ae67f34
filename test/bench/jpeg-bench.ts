// `npm run bench:jpeg [-- --seconds 10]`: one sender of JPEG pictures of 50 kB, ten a second, to ten receivers: how long each takes to be there, and
// whether a voice in the same room is later for it. Then the same with one more receiver on a thin line, and the ten must not
// notice. Real server and workers on loopback, receivers without a browser.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Arrival, sendCamera, speakTo, watchPictures } from '../helpers/picture-traffic.ts';
import { RoomPeer } from '../../load/peers/room-peer.ts';
import { startServer } from '../helpers/server.ts';
import { openThinLine } from '../helpers/thin-line.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { perfectLine } from '../netlab/impairment.ts';
import type { WatchersReport } from './jpeg-watchers.ts';

const pictureBytes = 50_000;
const framesPerSecond = 10;
const watcherCount = 10;
const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
/** Of each of the three parts. */
const phaseMs = 1000 * Number(options.seconds);
const voiceRatioGoal = 1.5;
const withPictures = { carriesPictures: true };
const thinLine = { ...perfectLine, delayMs: 20, rateBps: 500_000, queueMs: 300 };
/** A kernel counts a process's time in hundredths of a second. */
const ticksPerSecond = 100;

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ??
  Number.NaN;
const describe = (delays: readonly number[]): string =>
  `p50 ${percentile(delays, 0.5).toFixed(1)} ms, p99 ${percentile(delays, 0.99).toFixed(1)} ms`;

async function startWatchers(url: string, roomNumber: string, producerId: string): Promise<ChildProcess> {
  const program = path.join(import.meta.dirname, 'jpeg-watchers.ts');
  const child = fork(program, [url, roomNumber, producerId, String(watcherCount)]);
  await once(child, 'message');
  return child;
}

async function askWatchers(watchers: ChildProcess): Promise<WatchersReport> {
  const answer = once(watchers, 'message') as Promise<[WatchersReport]>;
  watchers.send('report');
  return (await answer)[0];
}

/** Processor time of the server and its workers so far, in seconds. */
function processorSeconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return [String(pid), ...children.filter(Boolean)].reduce((sum, each) => {
    const fields = readFileSync(`/proc/${each}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }, 0);
}

function printPictures(name: string, report: WatchersReport, sent: number): void {
  const all = report.flat();
  const rates = report.map((delays) => (1000 * delays.length) / phaseMs);
  console.log(
    `${name}: ${((100 * all.length) / (sent * watcherCount)).toFixed(2)} % of ${sent} pictures at ${watcherCount} receivers, ` +
      `slowest of them ${Math.min(...rates).toFixed(1)} a second; complete after ${describe(all)}`,
  );
}

const server = await startServer();
const open = async (): Promise<Member> => Member.open(server.url, await registerAccount(server.url));
const line = await openThinLine(thinLine);
const sender = await RoomPeer.enter(await open(), undefined, withPictures);
const { roomNumber } = sender;
const talker = await RoomPeer.enter(await open(), roomNumber);
const near = await RoomPeer.enter(await open(), roomNumber);
const far = await RoomPeer.enter(line.put(await open()), roomNumber);
const voice = await speakTo(talker, [near, far]);
const producerId = await sender.startPictures('camera');
const watchers = await startWatchers(server.url, roomNumber, producerId);

/** Lets a phase pass; what the near and the far listener heard meanwhile. */
async function listen(): Promise<(readonly Arrival[])[]> {
  for (const arrivals of voice.arrivals) arrivals.splice(0);
  await sleep(phaseMs);
  return voice.arrivals.map((arrivals) => arrivals.splice(0));
}

const delaysOf = (arrivals: readonly Arrival[] | undefined) => (arrivals ?? []).map(({ delayMs }) => delayMs);

console.log(`Machine: ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}.`);
await sleep(1000);
const [nearAlone, farAlone] = await listen();

const busyBefore = processorSeconds(server.pid);
const stopFirst = sendCamera(sender, pictureBytes, framesPerSecond);
const [nearWithPictures] = await listen();
const sentFirst = stopFirst();
const busySeconds = processorSeconds(server.pid) - busyBefore;
await sleep(500);
printPictures('Pictures to all', await askWatchers(watchers), sentFirst);
const ratio = percentile(delaysOf(nearWithPictures), 0.99) / percentile(delaysOf(nearAlone), 0.99);
console.log(
  `Voice: alone ${describe(delaysOf(nearAlone))}; beside the pictures ${describe(delaysOf(nearWithPictures))}: p99 ` +
    `${ratio.toFixed(2)} x (goal ${voiceRatioGoal} x: ${ratio <= voiceRatioGoal ? 'met' : 'missed'})`,
);
console.log(`Server: ${((100_000 * busySeconds) / phaseMs).toFixed(0)} % of a core.`);

const thin = await RoomPeer.enter(line.put(await open()), roomNumber, withPictures);
const thinArrivals = await watchPictures(thin, producerId);
const stopSecond = sendCamera(sender, pictureBytes, framesPerSecond);
const [, farWithPictures] = await listen();
const sentSecond = stopSecond();
const thinDelays = delaysOf(thinArrivals);
await sleep(500);
printPictures('Beside a thin line', await askWatchers(watchers), sentSecond);
console.log(
  `Thin line (500 kbit/s): ${((1000 * thinDelays.length) / phaseMs).toFixed(1)} pictures a second, ${describe(thinDelays)}; ` +
    `voice there alone ${describe(delaysOf(farAlone))}, beside the pictures ${describe(delaysOf(farWithPictures))}, ` +
    `${farWithPictures?.length} of ${(phaseMs / 20).toFixed(0)} packets`,
);

voice.stop();
watchers.disconnect();
for (const peer of [sender, talker, near, far, thin]) peer.close();
line.close();
await server.stop();
process.exit(0);
