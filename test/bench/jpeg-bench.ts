// `npm run bench:jpeg [-- --seconds 10]`: one sender of JPEG pictures of 50 kB, ten a second, to ten receivers, first alone and then with one more
// receiver on a thin line: the ten must not notice, and a voice there must get through. Real server and workers on loopback, receivers
// without a browser. How long pictures and voices take beside other servers is a part of `npm run bench`.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Arrival, sendCamera, speakTo, watchPictures } from '../helpers/picture-traffic.ts';
import { RoomPeer } from '../../peers/room-peer.ts';
import { startServer } from '../helpers/server.ts';
import { openThinLink } from '../helpers/thin-link.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { perfectLink } from '../netlab/impairment.ts';
import type { WatchersReport } from './jpeg-watchers.ts';
import { percentileOf } from '../../load/measure/statistics.ts';

const pictureBytes = 50_000;
const framesPerSecond = 10;
const watcherCount = 10;
const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
/** Of each of the three parts: voice alone, pictures, pictures beside a thin line. */
const phaseMs = 1000 * Number(options.seconds);
const withPictures = { carriesPictures: true };
const thinLink = { ...perfectLink, delayMs: 20, rateBps: 500_000, queueMs: 300 };

const describe = (delays: readonly number[]): string =>
  `p50 ${percentileOf(delays, 0.5).toFixed(1)} ms, p99 ${percentileOf(delays, 0.99).toFixed(1)} ms`;

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
const line = await openThinLink(thinLink);
const sender = await RoomPeer.enter(await open(), undefined, withPictures);
const { roomNumber } = sender;
const talker = await RoomPeer.enter(await open(), roomNumber);
const far = await RoomPeer.enter(line.put(await open()), roomNumber);
const voice = await speakTo(talker, [far]);
const producerId = await sender.startPictures('camera');
const watchers = await startWatchers(server.url, roomNumber, producerId);

/** Lets a phase pass; what the listener on the thin line heard meanwhile. */
async function listen(): Promise<readonly Arrival[]> {
  const [arrivals = []] = voice.arrivals;
  arrivals.splice(0);
  await sleep(phaseMs);
  return arrivals.splice(0);
}

const delaysOf = (arrivals: readonly Arrival[]) => arrivals.map(({ delayMs }) => delayMs);

console.log(`Machine: ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}.`);
await sleep(1000);
const farAlone = await listen();

const stopFirst = sendCamera(sender, pictureBytes, framesPerSecond);
await sleep(phaseMs);
const sentFirst = stopFirst();
await sleep(500);
printPictures('Pictures to all', await askWatchers(watchers), sentFirst);

const thin = await RoomPeer.enter(line.put(await open()), roomNumber, withPictures);
const thinArrivals = await watchPictures(thin, producerId);
const stopSecond = sendCamera(sender, pictureBytes, framesPerSecond);
const farWithPictures = await listen();
const sentSecond = stopSecond();
const thinDelays = delaysOf(thinArrivals);
await sleep(500);
printPictures('Beside a thin line', await askWatchers(watchers), sentSecond);
console.log(
  `Thin line (500 kbit/s): ${((1000 * thinDelays.length) / phaseMs).toFixed(1)} pictures a second, ${describe(thinDelays)}; ` +
    `voice there alone ${describe(delaysOf(farAlone))}, beside the pictures ${describe(delaysOf(farWithPictures))}, ` +
    `${farWithPictures.length} of ${(phaseMs / 20).toFixed(0)} packets`,
);

voice.stop();
watchers.disconnect();
for (const peer of [sender, talker, far, thin]) peer.close();
line.close();
await server.stop();
process.exit(0);
