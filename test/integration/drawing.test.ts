// Pointing and drawing on a shared screen through the real server: who is told, who is refused, what a late one finds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawingPaces } from '../../protocol/limits.ts';
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

/** Has a screen sent from now on. */
async function watch(member: Member, producerId: string): Promise<void> {
  const { consumers } = await member.request('media:consume', { producerIds: [producerId] });
  await member.request('media:resume', { consumerIds: consumers.map(({ consumerId }) => consumerId) });
}

/** A room with a shared screen on which all may draw. */
async function share(count: number) {
  const [sharer, ...others] = await Promise.all(Array.from({ length: count }, () => open()));
  if (sharer === undefined) throw new Error('nobody shares');
  const { number } = (await sharer.request('room:create')).room;
  for (const other of others) await other.request('room:join', { number });
  const { producerId } = await sharer.request('media:produce-data', {
    source: 'screen',
    sctpStreamParameters: { streamId: 1, ordered: false, maxPacketLifeTime: 400 },
  });
  await sharer.request('drawing:allow', { producerId, drawers: { who: 'everybody' } });
  return { sharer, others, producerId };
}

test('S8: who does not look at a share is not sent what is drawn, and told so when they look', async () => {
  const { sharer, others, producerId } = await share(3);
  const [watcher, other] = others as [Member, Member];
  await watch(watcher, producerId);
  const piece = { producerId, stroke: 1, colour: 'red', points: [[1, 2]] };
  await sharer.request('drawing:draw', piece);
  await watcher.nextNotice('drawing:drawn');
  await other.request('connection:check');
  expect(other.told('drawing:drawn')).toEqual([]);
  await watch(other, producerId);
  expect(await other.nextNotice('drawing:missed')).toEqual({ producerId });
  const { strokes } = await other.request('drawing:read', { producerId });
  expect(strokes).toMatchObject([{ stroke: 1, points: [[1, 2]] }]);
});

test('S8: however much is drawn, a room is sent no more than its pace, and who draws too much is told to wait', async () => {
  const { sharer, others, producerId } = await share(9);
  const [watcher, ...drawers] = others as [Member, ...Member[]];
  await watch(watcher, producerId);
  const points = Array.from({ length: 128 }, () => [9999, 9999]);
  const beganMs = performance.now();
  const asked = drawers.flatMap((drawer) =>
    Array.from({ length: 40 }, (_, stroke) =>
      drawer.ask('drawing:draw', { producerId, stroke, colour: 'red', points }),
    ),
  );
  const replies = await Promise.all(asked);
  const passedMs = performance.now() - beganMs;
  const refusals = replies.flatMap((reply) => (reply.ok ? [] : [reply.error]));
  expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['too-often']));
  expect(refusals.every(({ retryAfterMs = 0 }) => retryAfterMs > 0)).toBe(true);
  await watcher.request('connection:check');
  const bytes = JSON.stringify(watcher.told('drawing:drawn')).length;
  expect(bytes).toBeGreaterThan(drawingPaces.room.burst / 2);
  expect(bytes).toBeLessThanOrEqual(
    drawingPaces.room.burst + (passedMs / 1000) * drawingPaces.room.perSecond,
  );
  expect(await sharer.refusal('drawing:allow', { producerId, drawers: { who: 'nobody' } })).toBe('ok');
});

test('S8: coordinates are whole numbers, so that a point has at most eleven letters', async () => {
  const { sharer, producerId } = await share(1);
  const piece = { producerId, stroke: 1, colour: 'red', points: [[0.123_456_789_012_3, 0.1]] };
  expect(await sharer.refusal('drawing:draw', piece)).toBe('bad-request');
});

test('whom the sharer lets draw is seen by all, whom not is refused, and nothing is left after the share', async () => {
  const [sharer, drawer, other] = [await open(), await open(), await open()];
  const { number } = (await sharer.request('room:create')).room;
  const drawerPeerId = (await drawer.request('room:join', { number })).room.selfPeerId;
  await other.request('room:join', { number });
  const { producerId } = await sharer.request('media:produce-data', {
    source: 'screen',
    sctpStreamParameters: { streamId: 1, ordered: false, maxPacketLifeTime: 400 },
  });
  await watch(other, producerId);
  const piece = { producerId, stroke: 1, colour: 'green', points: [[2500, 5000]] };
  expect(await drawer.refusal('drawing:draw', piece)).toBe('not-allowed-by-sharer');

  const drawers = { who: 'chosen', peerIds: [drawerPeerId] };
  await sharer.request('drawing:allow', { producerId, drawers });
  expect(await drawer.nextNotice('drawing:allowed')).toEqual({ producerId, drawers });
  await drawer.request('drawing:draw', piece);
  await drawer.request('drawing:point', { producerId, at: [7500, 5000] });
  const drawn = { ...piece, peerId: drawerPeerId, from: 0 };
  for (const member of [sharer, other]) {
    expect(await member.nextNotice('drawing:drawn')).toEqual(drawn);
    expect(await member.nextNotice('drawing:pointed')).toEqual({
      producerId,
      peerId: drawerPeerId,
      at: [7500, 5000],
    });
  }
  expect(drawer.told('drawing:drawn')).toEqual([]);
  expect(await other.refusal('drawing:point', { producerId, at: [0, 0] })).toBe('not-allowed-by-sharer');

  const late = await open();
  await late.request('room:join', { number });
  const { strokes } = await late.request('drawing:read', { producerId });
  expect(strokes).toEqual([{ peerId: drawerPeerId, stroke: 1, colour: 'green', points: [[2500, 5000]] }]);

  expect(await drawer.refusal('drawing:erase', { producerId, erasure: { what: 'all' } })).toBe(
    'not-allowed-by-sharer',
  );
  await sharer.request('drawing:erase', { producerId, erasure: { what: 'all' } });
  expect((await late.nextNotice('drawing:erased')).erasure).toEqual({ what: 'all' });
  await sharer.request('media:close', { producerId });
  expect(await late.refusal('drawing:read', { producerId })).toBe('no-such-producer');
});

test('U7: what is drawn stays on a share that goes on as another source, and on no other', async () => {
  const { sharer, others, producerId } = await share(2);
  const [drawer] = others as [Member];
  const stroke = { stroke: 1, colour: 'green', points: [[2500, 5000]] };
  await drawer.request('drawing:draw', { producerId, ...stroke });
  const open = async (member: Member, streamId: number, continues?: string) => {
    const sctpStreamParameters = { streamId, ordered: false, maxPacketLifeTime: 400 };
    const source = { source: 'screen', sctpStreamParameters, ...(continues && { continues }) } as const;
    return (await member.request('media:produce-data', source)).producerId;
  };
  const strokesOn = async (shared: string) =>
    (await drawer.request('drawing:read', { producerId: shared })).strokes;

  await sharer.request('media:close', { producerId });
  const next = await open(sharer, 2, producerId);
  expect(await strokesOn(next)).toMatchObject([stroke]);
  await drawer.request('drawing:draw', { producerId: next, ...stroke, stroke: 2 });

  // A share of another member that names it, and one that names none, begin empty.
  await sharer.request('media:close', { producerId: next });
  expect(await strokesOn(await open(drawer, 1, next))).toEqual([]);
  expect(await strokesOn(await open(sharer, 3))).toEqual([]);
});
