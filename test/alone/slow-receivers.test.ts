// JPEG pictures to receivers of different speed: real workers, real SCTP, one line of 1 Mbit/s whose queue overflows. A slow
// receiver gets what its line takes, the others notice nothing, and a voice on the thin line is still heard.
import { medianOf } from '../../load/measure/statistics.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type PictureArrival,
  sendCamera,
  sendScreen,
  speakTo,
  watchPictures,
} from '../helpers/picture-traffic.ts';
import { RoomPeer } from '../../peers/room-peer.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { openThinLink, type ThinLink } from '../helpers/thin-link.ts';
import { perfectLink } from '../netlab/impairment.ts';
import { Member, registerAccount } from '../integration/member.ts';

const thin = { ...perfectLink, delayMs: 20, rateBps: 1_000_000, queueMs: 300 };
const withPictures = { carriesPictures: true };
const patience = { timeout: 45_000, interval: 100 };

let server: ServerProcess;
let line: ThinLink;
const ends: (() => void)[] = [];

beforeAll(async () => {
  [server, line] = await Promise.all([startServer(), openThinLink(thin)]);
});
afterAll(async () => {
  line.close();
  await server.stop();
});
afterEach(() => {
  for (const end of ends.splice(0).toReversed()) end();
});

async function open(): Promise<Member> {
  return Member.open(server.url, await registerAccount(server.url));
}

/** A sender, receivers on good lines and one on the thin line. */
async function meet(source: 'camera' | 'screen', fastCount: number) {
  const sender = await RoomPeer.enter(await open(), undefined, withPictures);
  const producerId = await sender.startPictures(source);
  const watch = async (member: Member) => {
    const peer = await RoomPeer.enter(member, sender.roomNumber, withPictures);
    ends.push(() => peer.close());
    return watchPictures(peer, producerId);
  };
  ends.push(() => sender.close());
  const fast = await Promise.all(Array.from({ length: fastCount }, async () => watch(await open())));
  const slow = await watch(line.put(await open()));
  return { sender, producerId, fast, slow };
}

/** A voice from a good link to a listener on the thin one. */
async function speakOverThinLink(roomNumber: string) {
  const talker = await RoomPeer.enter(await open(), roomNumber);
  const listener = await RoomPeer.enter(line.put(await open()), roomNumber);
  const voice = await speakTo(talker, [listener]);
  ends.push(
    () => talker.close(),
    () => listener.close(),
    () => voice.stop(),
  );
  return voice.arrivals[0] ?? [];
}

const median = (values: readonly number[]) => medianOf(values) ?? Number.NaN;

test('a camera reaches good lines in full, a thin one as far as it goes, and the voice there goes on', async () => {
  const { sender, fast, slow } = await meet('camera', 3);
  const heard = await speakOverThinLink(sender.roomNumber);
  const stop = sendCamera(sender, 40_000, 10);
  ends.push(stop);
  await expect.poll(() => slow.length, patience).toBeGreaterThanOrEqual(12);
  const sent = stop();
  const heardBySlow = heard.length;
  await expect.poll(() => heard.length, patience).toBeGreaterThan(heardBySlow);
  for (const arrivals of fast) await expect.poll(() => arrivals.length, patience).toBeGreaterThan(0.9 * sent);
  expect(slow.length).toBeLessThan(sent / 2);
  // No queue that grows: what comes late in the test is not older than what came early.
  const delays = slow.map(({ delayMs }) => delayMs);
  expect(median(delays.slice(-4))).toBeLessThan(2 * median(delays.slice(1, 5)) + 1000);
});

test('a screen whose one corner moves reaches a thin line whole, tile by tile', async () => {
  const { sender, producerId, fast, slow } = await meet('screen', 2);
  const tiles = 12;
  ends.push(sendScreen(sender, producerId, { tiles, tileBytes: 25_000, changeIntervalMs: 125 }));
  const seen = (arrivals: readonly PictureArrival[]) => new Set(arrivals.map(({ packet }) => packet.x)).size;
  await expect.poll(() => seen(slow), patience).toBe(tiles);
  for (const arrivals of fast) expect(seen(arrivals)).toBe(tiles);
  const moving = ({ packet }: PictureArrival) => packet.x === 0;
  for (const arrivals of fast)
    expect(arrivals.filter(moving).length).toBeGreaterThan(slow.filter(moving).length);
});

test('when every receiver is slow the sender is told what the line takes', async () => {
  const { sender, producerId, slow } = await meet('camera', 0);
  ends.push(sendCamera(sender, 40_000, 10));
  const { bytesPerSecond, ...limited } = await sender.member.nextNotice('picture:pace-limited');
  expect(limited).toEqual({ producerId });
  expect(bytesPerSecond).toBeGreaterThan(5000);
  expect(bytesPerSecond).toBeLessThan((4 * thin.rateBps) / 8);
  await expect.poll(() => slow.length, patience).toBeGreaterThan(1);
});
