import { expect, test } from 'vitest';
import { runningRoomFor } from './running-room.ts';
import { admittedMax } from './room.ts';
import { TestRooms } from './test-rooms.ts';

test('who was in a meeting sees that it runs and who is inside, at most three by name', () => {
  const { rooms, enter } = new TestRooms();
  const { number } = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), number);
  rooms.leave(bob.selfPeerId, 'left');
  const seen = () => runningRoomFor(rooms.roomOf(number), 'bob');
  expect(seen()).toEqual({ number, count: 1, nicknames: ['ann'] });
  for (const name of ['cy', 'di', 'ed']) rooms.join(enter(name), number);
  expect(seen()).toEqual({ number, count: 4, nicknames: ['ann', 'cy', 'di'] });
});

test('who was never let in sees nothing, nor who was in an earlier meeting of the number', () => {
  const { rooms, enter } = new TestRooms();
  const { number } = rooms.create(enter('ann'));
  expect(runningRoomFor(rooms.roomOf(number), 'eve')).toBeUndefined();
  expect(runningRoomFor(undefined, 'ann')).toBeUndefined();
});

test('a locked meeting shows itself to its owner alone, and one without a connected member to none', () => {
  const { rooms, settings, enter } = new TestRooms();
  const ann = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), ann.number);
  settings.lock(ann.selfPeerId, true);
  rooms.leave(bob.selfPeerId, 'left');
  expect(runningRoomFor(rooms.roomOf(ann.number), 'bob')).toBeUndefined();
  expect(runningRoomFor(rooms.roomOf(ann.number), 'ann')?.count).toBe(1);
  rooms.connectionLost(ann.selfPeerId);
  expect(runningRoomFor(rooms.roomOf(ann.number), 'ann')).toBeUndefined();
});

test('the longest ago are forgotten where very many were let in', () => {
  const { rooms, enter } = new TestRooms();
  const { number } = rooms.create(enter('ann'));
  for (let index = 0; index < admittedMax; index += 1) {
    const { selfPeerId } = rooms.join(enter(`p${index}`), number);
    rooms.leave(selfPeerId, 'left');
  }
  const room = rooms.roomOf(number);
  expect(room?.admitted.size).toBe(admittedMax);
  expect(runningRoomFor(room, 'p0')?.count).toBe(1);
  rooms.leave(rooms.join(enter('one more'), number).selfPeerId, 'left');
  expect(runningRoomFor(room, 'p0')).toBeUndefined();
  expect(runningRoomFor(room, 'p1')?.count).toBe(1);
});
