// A source that sends more than its kind may is switched off, whatever its client says; others in the room go on.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RoomPeer } from '../../peers/room-peer.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

const beatMs = 20;
/** Five frames of the largest kind each 20 ms: 500 kbit/s, as a voice that carries something else might. */
const flood = Array.from({ length: 5 }, () => new Uint8Array(255));
const ordinary = [new Uint8Array(70)];

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('a voice of 500 kbit/s is gone within half a minute and its sender is told, an ordinary one stays', async () => {
  const [loud, calm] = [
    await RoomPeer.enter(await Member.open(server.url, await registerAccount(server.url))),
    await Member.open(server.url, await registerAccount(server.url)),
  ];
  const other = await RoomPeer.enter(calm, loud.room.number);
  for (const peer of [loud, other]) await peer.startMicrophone();
  const speaking = setInterval(() => {
    loud.speak({ frames: flood, levelDb: -20 });
    other.speak({ frames: ordinary, levelDb: -20 });
  }, beatMs);
  const told = new Promise<void>((resolve) => {
    const looking = setInterval(() => {
      if (calm.told('source:stopped').length === 0) return;
      clearInterval(looking);
      resolve();
    }, beatMs);
  });
  await told;
  clearInterval(speaking);
  expect(calm.told('source:stopped').map(({ producerId }) => producerId)).toEqual([loud.producerId]);
  expect(loud.member.told('source:stopped')).toHaveLength(1);
  expect(
    (await loud.member.request('room:resume')).room.peers.flatMap(({ sources }) => sources),
  ).toHaveLength(1);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^plenum_sources_over_ceiling_total 1$/m);
  for (const peer of [loud, other]) peer.close();
});

/** Longer than any rate limit makes a caller wait. */
const longMs = 10_000;

/** @returns how long the microphone may not be switched on, if it may not */
async function startOrWait(peer: RoomPeer<Member>): Promise<number> {
  try {
    await peer.startMicrophone();
    return 0;
  } catch (error) {
    const waitMs = /"code":"too-often","retryAfterMs":(\d+)/.exec(String(error))?.[1];
    if (waitMs === undefined) throw error;
    return Number(waitMs);
  }
}

test('S13: a voice of 5 Mbit/s that is switched off and on again all the time may soon not come back', async () => {
  const loud = await RoomPeer.enter(await Member.open(server.url, await registerAccount(server.url)));
  const speaking = setInterval(() => {
    for (let count = 0; count < 10; count += 1) loud.speak({ frames: flood, levelDb: -20 });
  }, beatMs);
  const isStopped = () => loud.member.told('source:stopped').length > 0;
  const packetsOfTwoSeconds = 1000;
  const turn = async (): Promise<number> => {
    const waitMs = await startOrWait(loud);
    // Who asks again and again before then is cut off.
    if (waitMs > 0 && waitMs <= longMs) await sleep(waitMs);
    if (waitMs > 0) return waitMs;
    const wanted = loud.sent + packetsOfTwoSeconds;
    await expect.poll(() => loud.sent >= wanted || isStopped(), { timeout: 20_000 }).toBe(true);
    if (!isStopped()) await loud.stopMicrophone();
    return 0;
  };
  await expect.poll(turn, { timeout: 40_000, interval: 0 }).toBeGreaterThan(longMs);
  clearInterval(speaking);
  loud.close();
});
