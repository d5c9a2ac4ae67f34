// How long a join takes from the first request to the first packet of a picture, and how many ways there and back. Used by the joins
// part.
import { RoomPeer } from '../../../../peers/room-peer.ts';
import type { Requester } from '../../../../peers/requester.ts';
import { Member, registerAccount } from '../../../integration/member.ts';
import type { PlenumRelay } from '../relays/plenum.ts';
import { Camera } from '../traffic/camera.ts';
import { DelayedLink } from './delayed-link.ts';

/** Long beside what the machine itself needs. */
const oneWayMs = 100;
/** Every frame is a key frame, so that no viewer waits for the camera. */
const packetEveryMs = 5;
const camera = { packetsPerFrame: 1, payloadBytes: 200, keyFrameEvery: 1 };

export interface ProtocolTimes {
  /** Milliseconds on loopback, one per join. */
  readonly plainMs: readonly number[];
  /** The same over a line on which every way takes 100 ms. */
  readonly slowMs: readonly number[];
  /** Ways there and back from the first request to the first packet, which itself goes one way alone. */
  readonly roundTrips: number;
}

/** @param joins how often, each way of measuring @throws what joining throws */
export async function measureProtocol(relay: PlenumRelay, joins: number): Promise<ProtocolTimes> {
  const sender = await relay.join(0, { video: true });
  const film = new Camera(camera);
  const filming = setInterval(() => sender.sendVideo(film.takeFrame()), packetEveryMs);
  const plainMs: number[] = [];
  const slowMs: number[] = [];
  try {
    const { url } = relay.server;
    const member = await Member.open(url, await registerAccount(url));
    for (let join = 0; join < joins; join += 1) plainMs.push(await timeJoin(member, sender.peer));
    member.close();
    for (let join = 0; join < Math.ceil(joins / 4); join += 1) {
      const line = await DelayedLink.open(await Member.open(url, await registerAccount(url)), oneWayMs);
      slowMs.push(await timeJoin(line, sender.peer));
      line.close();
    }
  } finally {
    clearInterval(filming);
    await sender.leave();
  }
  return { plainMs, slowMs, roundTrips: countRoundTrips(plainMs, slowMs) };
}

/** Ways are whole, and what the machine needs besides is least in the quickest join: rounded to half a way there and back. */
function countRoundTrips(plainMs: readonly number[], slowMs: readonly number[]): number {
  const ways = (Math.min(...slowMs) - Math.min(...plainMs)) / oneWayMs;
  return Math.round(ways) / 2;
}

/** Joins, receives the picture that is there, and leaves again. */
async function timeJoin(member: Requester, sender: RoomPeer): Promise<number> {
  const producerId = sender.video?.producerId ?? '';
  const startedMs = performance.now();
  const peer = await RoomPeer.enter(member, sender.roomNumber);
  const firstMs = Promise.withResolvers<number>();
  const receiving = peer.receive([producerId], {
    onRtp: () => firstMs.resolve(performance.now() - startedMs),
  });
  const [tookMs] = await Promise.all([firstMs.promise, receiving]);
  await peer.leave();
  return tookMs;
}
