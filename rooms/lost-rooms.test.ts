import { expect, test } from 'vitest';
import { LostRooms } from './lost-rooms.ts';
import { emptyRoom, newPeer, type Room } from './room.ts';

const peerOf = (room: Room, name: string) =>
  newPeer(
    room,
    { accountId: name, clientId: `${name}-window`, nickname: name, playsSpeex: true },
    { peerId: `${name}-peer`, arrival: 1 },
  );

test('X2: an account has its place in one room at a time', () => {
  const lost = new LostRooms(10);
  const [first, second] = [emptyRoom('00001', '', ''), emptyRoom('00002', '', '')];
  lost.keep(peerOf(first, 'ann'));
  lost.keep(peerOf(second, 'ann'));
  const ann = peerOf(first, 'ann');
  expect([first, second].map((room) => room.lostPlaces.has(ann))).toEqual([false, true]);
});

test('S4: however many accounts lose their connection, so many are remembered; the longest lost go first', () => {
  const lost = new LostRooms(2);
  const room = emptyRoom('00001', '', '');
  for (const name of ['ann', 'bob', 'cid']) lost.keep(peerOf(room, name));
  expect(['ann', 'bob', 'cid'].map((name) => room.lostPlaces.has(peerOf(room, name)))).toEqual([
    false,
    true,
    true,
  ]);
});

test('a room that is over is forgotten with its places, and no place elsewhere', () => {
  const lost = new LostRooms(2);
  const [over, other] = [emptyRoom('00001', '', ''), emptyRoom('00002', '', '')];
  lost.keep(peerOf(over, 'ann'));
  lost.closed(over);
  for (const name of ['bob', 'cid']) lost.keep(peerOf(other, name));
  expect(['bob', 'cid'].map((name) => other.lostPlaces.has(peerOf(other, name)))).toEqual([true, true]);
});
