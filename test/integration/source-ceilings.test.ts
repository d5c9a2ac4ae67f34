// A source that sends more than its kind may is switched off, whatever its client says; others in the room go on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RoomPeer } from '../../load/peers/room-peer.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

const beatMs = 20;
/** Four frames of the largest kind each 20 ms: 400 kbit/s, as a voice that carries something else might. */
const flood = Array.from({ length: 4 }, () => new Uint8Array(255));
const ordinary = [new Uint8Array(70)];

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('a voice of 400 kbit/s is gone within half a minute and its sender is told, an ordinary one stays', async () => {
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
