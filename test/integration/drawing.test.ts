// Pointing and drawing on a shared screen through the real server: who is told, who is refused, what a late one finds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

let server: ServerProcess;
const members: Member[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const member of members) member.close();
  await server.stop();
});

async function open(): Promise<Member> {
  const member = await Member.open(server.url, await registerAccount(server.url));
  members.push(member);
  return member;
}

test('whom the sharer lets draw is seen by all, whom not is refused, and nothing is left after the share', async () => {
  const [sharer, drawer, other] = [await open(), await open(), await open()];
  const { number } = (await sharer.request('room:create')).room;
  const drawerPeerId = (await drawer.request('room:join', { number })).room.selfPeerId;
  await other.request('room:join', { number });
  const { producerId } = await sharer.request('media:produce-data', {
    source: 'screen',
    sctpStreamParameters: { streamId: 1, ordered: false, maxPacketLifeTime: 400 },
  });
  const piece = { producerId, stroke: 1, colour: 'green', points: [[0.25, 0.5]] };
  expect(await drawer.refusal('drawing:draw', piece)).toBe('not-allowed-by-sharer');

  const drawers = { who: 'chosen', peerIds: [drawerPeerId] };
  await sharer.request('drawing:allow', { producerId, drawers });
  expect(await drawer.nextNotice('drawing:allowed')).toEqual({ producerId, drawers });
  await drawer.request('drawing:draw', piece);
  await drawer.request('drawing:point', { producerId, at: [0.75, 0.5] });
  const drawn = { ...piece, peerId: drawerPeerId, from: 0 };
  for (const member of [sharer, other]) {
    expect(await member.nextNotice('drawing:drawn')).toEqual(drawn);
    expect(await member.nextNotice('drawing:pointed')).toEqual({
      producerId,
      peerId: drawerPeerId,
      at: [0.75, 0.5],
    });
  }
  expect(drawer.told('drawing:drawn')).toEqual([]);
  expect(await other.refusal('drawing:point', { producerId, at: [0, 0] })).toBe('not-allowed-by-sharer');

  const late = await open();
  await late.request('room:join', { number });
  const { strokes } = await late.request('drawing:read', { producerId });
  expect(strokes).toEqual([{ peerId: drawerPeerId, stroke: 1, colour: 'green', points: [[0.25, 0.5]] }]);

  expect(await drawer.refusal('drawing:erase', { producerId, erasure: { what: 'all' } })).toBe(
    'not-allowed-by-sharer',
  );
  await sharer.request('drawing:erase', { producerId, erasure: { what: 'all' } });
  expect((await late.nextNotice('drawing:erased')).erasure).toEqual({ what: 'all' });
  await sharer.request('media:close', { producerId });
  expect(await late.refusal('drawing:read', { producerId })).toBe('no-such-producer');
});
