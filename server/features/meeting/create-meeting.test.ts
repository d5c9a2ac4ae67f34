// The meeting feature over rooms, a relay and stores of a test: what it does as rooms change, and what of it outlives the server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { roomNumberRestMs } from '../../../protocol/limits.ts';
import { TestRooms } from '../../../rooms/test-rooms.ts';
import type { SocketCaller } from '../../dispatch/handler.ts';
import { Drain } from '../../net/drain.ts';
import { createMeeting } from './create-meeting.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-meeting-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const nowMs = 1_800_000_000_000;
const calm = { signalling: 0, workers: [0], total: 0 };
const caller: SocketCaller = {
  accountId: 'ann',
  clientId: 'ann-window',
  nickname: 'Ann',
  sessionId: 'session',
  registeredAtMs: 0,
  looksLikeOlder: false,
  address: '192.0.2.1',
  arrivedAt: '192.0.2.100',
};

async function open(load = calm, peersMax = 100) {
  const { rooms, sources, settings, reports, enter } = new TestRooms();
  const relay = {
    openPeer: vi.fn(),
    hasPeer: vi.fn(),
    requirePeer: vi.fn(),
    repeatLayerRequests: vi.fn(),
    closePeer: vi.fn(),
    closeRoom: vi.fn(),
  };
  const stores = {
    restingNumbers: { save: vi.fn(async () => undefined) },
    keptRooms: { save: vi.fn(async () => undefined), delete: vi.fn(async () => undefined) },
  };
  const drain = new Drain({ meetingsRun: () => false, tellAll: () => undefined, now: () => 0 });
  const feature = await createMeeting({
    rooms,
    sources,
    settings,
    reports,
    outbox: { send: () => undefined },
    relay,
    drain,
    database: stores,
    dataDir,
    peersMax,
    load: () => load,
    metrics: { countRoomGuess: () => undefined, countRoomAlarm: () => undefined },
    clock: { now: () => nowMs, elapsedMs: () => 0 },
    log: pino({ level: 'silent' }),
  });
  return { feature, rooms, enter, relay, drain, ...stores };
}

test('the number of a room rests from its opening on, and anew when it is closed', async () => {
  const { feature, restingNumbers } = await open();
  feature.roomEvents?.roomOpened?.('43839');
  expect(restingNumbers.save).toHaveBeenLastCalledWith('43839', nowMs + roomNumberRestMs);
  feature.roomEvents?.roomClosed?.('43839', nowMs + 5000);
  expect(restingNumbers.save).toHaveBeenLastCalledWith('43839', nowMs + 5000);
  await feature.close?.();
});

test('the media of a peer that is gone is closed, and that of a room that is empty or over', async () => {
  const { feature, relay } = await open();
  feature.roomEvents?.peerGone?.('peer', '43839', 'left');
  expect(relay.closePeer).toHaveBeenCalledExactlyOnceWith('peer');
  expect(relay.closeRoom).not.toHaveBeenCalled();
  feature.roomEvents?.roomEmptied?.('43839');
  feature.roomEvents?.roomClosed?.('21212', 0);
  expect(relay.closeRoom.mock.calls).toEqual([['43839'], ['21212']]);
  await feature.close?.();
});

test('what changed and was not stored yet is stored by the time that it is closed', async () => {
  const { feature, rooms, enter, keptRooms } = await open();
  const { number } = rooms.create(enter('ann'));
  feature.roomEvents?.roomChanged?.(number);
  feature.roomEvents?.roomClosed?.('21212', 0);
  await feature.close?.();
  expect(keptRooms.save).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ number }));
  expect(keptRooms.delete).toHaveBeenCalledExactlyOnceWith('21212');
});

test('the gauges read how many rooms and peers there are', async () => {
  const { feature, rooms, enter } = await open();
  rooms.join(enter('bob'), rooms.create(enter('ann')).number);
  rooms.create(enter('cid'));
  const read = Object.fromEntries((feature.metrics ?? []).map((gauge) => [gauge.name, gauge.read()]));
  expect(read).toEqual({ plenum_rooms: 2, plenum_peers: 3 });
  await feature.close?.();
});

test('a new room is refused by a busy server, and by one that drains', async () => {
  const busy = await open({ ...calm, signalling: 1 });
  await expect(busy.feature.handlers['room:create']({}, caller)).rejects.toMatchObject({
    code: 'server-busy',
  });
  await busy.feature.close?.();
  const draining = await open();
  await draining.drain.begin(0);
  await expect(draining.feature.handlers['room:create']({}, caller)).rejects.toMatchObject({
    code: 'server-draining',
  });
  await draining.feature.close?.();
});

test('an account that has guessed too often is still refused after a restart', async () => {
  const young = { ...caller, registeredAtMs: nowMs };
  const guess = (feature: Awaited<ReturnType<typeof open>>['feature'], number: string) =>
    feature.handlers['room:join']({ number }, young);
  const before = await open();
  for (let digit = 1; digit <= 5; digit += 1)
    await expect(guess(before.feature, `4383${digit}`)).rejects.toMatchObject({ code: 'room-unavailable' });
  await expect(guess(before.feature, '43836')).rejects.toMatchObject({ code: 'too-many-attempts' });
  await before.feature.close?.();
  const after = await open();
  await expect(guess(after.feature, '43837')).rejects.toMatchObject({ code: 'too-many-attempts' });
  await after.feature.close?.();
});

test('U1: a call that moves needs no place on a full server, and no guess at its own number; another account is refused', async () => {
  const { feature, rooms, enter } = await open(calm, 2);
  const young = { ...caller, registeredAtMs: nowMs };
  const join = (number: string, from = young) =>
    feature.handlers['room:join']({ number, moveHere: true }, { ...from, clientId: 'ann-phone' });
  for (let digit = 1; digit <= 5; digit += 1)
    await expect(join(`4383${digit}`)).rejects.toMatchObject({ code: 'room-unavailable' });
  const { number } = rooms.create(enter('bob'));
  await expect(join(number)).rejects.toMatchObject({ code: 'too-many-attempts' });
  const { selfPeerId } = rooms.join(enter('ann'), number);
  await expect(join(number, { ...young, accountId: 'cid' })).rejects.toMatchObject({ code: 'server-full' });
  const { room } = await join(number);
  expect([rooms.hasPeer(selfPeerId), rooms.requirePeer(room.selfPeerId).clientId]).toEqual([
    false,
    'ann-phone',
  ]);
  await feature.close?.();
});
