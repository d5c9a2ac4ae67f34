// Fifty people who come within five seconds into a room in which others watch: what those lose, and how late the server's signalling
// is. Used by the joins part.
import { setTimeout as sleep } from 'node:timers/promises';
import { RoomPeer } from '../../../../peers/room-peer.ts';
import { eventLoopTickMs } from '../../../../server/observe/metrics.ts';
import { Member, registerAccount } from '../../../integration/member.ts';
import type { PlenumRelay } from '../relays/plenum.ts';
import { Camera, fanOutCamera, framesPerSecond } from '../traffic/camera.ts';
import { keepPace } from '../traffic/pace.ts';
import { readPacketStamp } from '../traffic/packet-stamp.ts';

export const newcomers = 50;
export const stormSeconds = 5;
export const watchers = 8;
/** Newcomers wait no longer than a tenth of a second for a whole picture. */
const keyFrameEvery = 3;
/** For what is still on its way when the camera stops. */
const lastPacketsMs = 300;

export interface Storm {
  /** Share of what those who were there before should have received, 0..1. */
  readonly loss: number;
  /** From asking to the first packet, one per newcomer, in milliseconds. */
  readonly joinMs: readonly number[];
  /** How late the latest hundredth of the ticks of the signalling's event loop was, in milliseconds. */
  readonly loopP99Ms: number;
}

/** One camera as in the fan-out. @param room of the relay, not yet used @throws what joining throws */
export async function measureStorm(relay: PlenumRelay, room: number): Promise<Storm> {
  const { url } = relay.server;
  const sender = await relay.join(room, { video: true });
  const camera = new Camera({ ...fanOutCamera, keyFrameEvery });
  const window = { from: Number.POSITIVE_INFINITY, arrived: 0 };
  const audience = await Promise.all(Array.from({ length: watchers }, () => relay.join(room, {})));
  const onPacket = (_kind: string, _from: number, payload: Uint8Array): void => {
    const sequence = readPacketStamp(payload)?.sequence ?? -1;
    if (sequence >= window.from) window.arrived += 1;
  };
  await Promise.all(audience.map((person) => person.receive({ onPacket })));
  const members = await openMembers(url);
  const film = (seconds: number): Promise<unknown> =>
    keepPace(1000 / framesPerSecond, seconds * framesPerSecond, () => sender.sendVideo(camera.takeFrame()));
  await film(1);
  // Reading the page starts the count of the event loop's delays anew.
  await readLoopP99Ms(url);
  window.from = camera.sequence;
  const storm = { isOver: false };
  const arriving = Promise.all(members.map((member, index) => joinLater(member, sender.peer, index)));
  arriving.finally(() => (storm.isOver = true)).catch(() => undefined);
  // However long a slow machine takes, no viewer waits for a camera that has stopped.
  while (!storm.isOver) await film(1);
  const joined = await arriving;
  const packets = camera.sequence - window.from;
  const loopP99Ms = await readLoopP99Ms(url);
  await sleep(lastPacketsMs);
  const peers = joined.map(({ peer }) => peer);
  await Promise.all([sender, ...audience].map((person) => person.leave()));
  for (const peer of peers) peer.close();
  return {
    loss: 1 - window.arrived / (packets * watchers),
    joinMs: joined.map(({ tookMs }) => tookMs),
    loopP99Ms,
  };
}

/** Signed in beforehand: passwords are not what a storm of joins is about. */
async function openMembers(url: string): Promise<Member[]> {
  const members: Member[] = [];
  while (members.length < newcomers) members.push(await Member.open(url, await registerAccount(url)));
  return members;
}

async function joinLater(
  member: Member,
  sender: RoomPeer,
  index: number,
): Promise<{ readonly peer: RoomPeer<Member>; readonly tookMs: number }> {
  await sleep((index * stormSeconds * 1000) / newcomers);
  const startedMs = performance.now();
  const peer = await RoomPeer.enter(member, sender.roomNumber);
  const first = Promise.withResolvers<number>();
  const onRtp = (): void => first.resolve(performance.now() - startedMs);
  await peer.receive([sender.video?.producerId ?? ''], { onRtp });
  return { peer, tookMs: await first.promise };
}

/** @throws Error when the page does not tell */
async function readLoopP99Ms(url: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(page)?.[1];
  if (seconds === undefined) throw new Error('The server does not tell how late its event loop is.');
  return Math.max(0, 1000 * Number(seconds) - eventLoopTickMs);
}
