// How many numbers and places an attacker with many accounts can take, and what an honest office keeps.
import { expect, test } from 'vitest';
import {
  briefNumberRestMs,
  briefRoomMs,
  desertedRoomGraceMs,
  peersPerRoomMax,
  reconnectGraceMs,
  roomNumberCount,
} from '../protocol/limits.ts';
import { TestRooms } from './test-rooms.ts';

test('S4: a room that was never a meeting waits as short as any place, so that places cannot be filled by one socket', () => {
  const { rooms, enter, clock } = new TestRooms();
  for (let index = 0; index < 60; index += 1) {
    rooms.connectionLost(rooms.create(enter(`account ${index}`)).selfPeerId);
  }
  expect([rooms.peerCount, rooms.connectedCount]).toEqual([60, 0]);
  clock.nowMs += reconnectGraceMs;
  rooms.dropLost();
  expect([rooms.peerCount, rooms.roomCount]).toEqual([0, 0]);
});

test('S4: an office that loses its connection keeps its meeting for five minutes, whichever accounts join meanwhile', () => {
  const { rooms, enter, clock } = new TestRooms();
  const { number, selfPeerId } = rooms.create(enter('ann'));
  const peerIds = [selfPeerId];
  while (peerIds.length < peersPerRoomMax)
    peerIds.push(rooms.join(enter(`peer ${peerIds.length}`), number).selfPeerId);
  for (const peerId of peerIds) rooms.connectionLost(peerId);
  for (let index = 0; index < 10; index += 1) rooms.create(enter(`stranger ${index}`));
  clock.nowMs += desertedRoomGraceMs - 1;
  rooms.dropLost();
  for (const peerId of peerIds) rooms.connectionRestored(peerId);
  expect(rooms.snapshot(selfPeerId).peers.filter(({ connected }) => connected)).toHaveLength(peersPerRoomMax);
});

test('S4: places without a connection keep no peer out of a full room', () => {
  const { rooms, enter } = new TestRooms();
  const { number } = rooms.create(enter('ann'));
  for (let index = 1; index < peersPerRoomMax; index += 1)
    rooms.connectionLost(rooms.join(enter(`gone ${index}`), number).selfPeerId);
  for (let index = 1; index < peersPerRoomMax; index += 1) rooms.join(enter(`here ${index}`), number);
  expect(() => rooms.join(enter('late'), number)).toThrow('room-full');
});

test('S9: an account keeps one place in a room, however many windows it loses there, and pushes out no other', () => {
  const { rooms, enter, clock } = new TestRooms();
  const { number } = rooms.create(enter('ann'));
  const lose = (peerId: string): void => {
    rooms.connectionLost(peerId);
    clock.nowMs += reconnectGraceMs;
    rooms.dropLost();
  };
  const bert = rooms.join(enter('bert'), number).selfPeerId;
  lose(bert);
  for (let index = 0; index < peersPerRoomMax; index += 1)
    lose(rooms.join({ ...enter('guest'), clientId: `window ${index}` }, number).selfPeerId);
  expect(rooms.join(enter('bert'), number).selfPeerId).toBe(bert);
});

test('S7: a number that lived less than a minute with one person rests five minutes', () => {
  const { rooms, enter, clock } = new TestRooms();
  const seen = new Set<string>();
  for (let index = 0; index < roomNumberCount; index += 1) {
    const { number, selfPeerId } = rooms.create(enter('ann'));
    seen.add(number);
    rooms.leave(selfPeerId, 'left');
  }
  expect(seen.size).toBe(roomNumberCount);
  expect(() => rooms.create(enter('bob'))).toThrow('no-room-free');
  clock.nowMs += briefNumberRestMs;
  expect(() => rooms.create(enter('bob'))).not.toThrow();
});

test.each([
  ['that was open for a minute', (): boolean => false, briefRoomMs],
  ['in which two people met', (): boolean => true, 0],
] as const)('a number %s rests a day', (_name, met, openMs) => {
  const { rooms, enter, clock } = new TestRooms({ randomInt: (below) => below - 1 });
  const { number, selfPeerId } = rooms.create(enter('ann'));
  if (met()) rooms.leave(rooms.join(enter('bob'), number).selfPeerId, 'left');
  clock.nowMs += openMs;
  rooms.leave(selfPeerId, 'left');
  clock.nowMs += briefNumberRestMs;
  // The last that became free is the first that is drawn here.
  expect(rooms.create(enter('cid')).number).not.toBe(number);
});
