import { expect, test } from 'vitest';
import { peersPerRoomMax } from '../protocol/limits.ts';
import { assertMayJoin } from './entry.ts';
import { addPeer, emptyRoom, type JoiningPeer, newPeer, type Peer, type Room } from './room.ts';

const ann: JoiningPeer = { accountId: 'ann', clientId: 'ann-window', nickname: 'Ann', playsSpeex: true };

function roomOf(owner: string): Room {
  return emptyRoom('43839', 'the-secret', owner);
}

function seat(room: Room, entrant: JoiningPeer): Peer {
  const arrival = room.peers.size;
  const peer = newPeer(room, entrant, { peerId: `${entrant.clientId}-peer`, arrival });
  addPeer(peer);
  return peer;
}

test('a locked room is like one that is not there, but for its owner, a member and who has the secret', () => {
  const locked = Object.assign(roomOf('bob'), { locked: true });
  const enter =
    (room: Room | undefined, entrant = ann, keys = {}, earlier?: Peer) =>
    () =>
      assertMayJoin(room, { entrant, earlier, keys });
  expect(enter(locked)).toThrow('room-unavailable');
  expect(enter(undefined)).toThrow('room-unavailable');
  expect(enter(locked, { ...ann, accountId: 'bob' })).not.toThrow();
  expect(enter(locked, ann, { secret: 'the-secret' })).not.toThrow();
  const member = seat(locked, { ...ann, clientId: 'ann-phone' });
  expect(enter(locked, ann, { moveHere: true }, member)).not.toThrow();
});

test('that a room is full is no secret to those who may join it, and keeps out no member that moves', () => {
  const room = roomOf('bob');
  const members = Array.from({ length: peersPerRoomMax }, (_, index) =>
    seat(room, { ...ann, accountId: `member ${index}`, clientId: `window ${index}` }),
  );
  expect(() => assertMayJoin(room, { entrant: ann, earlier: undefined, keys: {} })).toThrow('room-full');
  const entrant = { ...ann, accountId: 'member 0' };
  const keys = { moveHere: true };
  expect(() => assertMayJoin(room, { entrant, earlier: members[0], keys })).not.toThrow();
});

test('a window that has a place is refused first, and an account with a place at another window last', () => {
  const room = Object.assign(roomOf('bob'), { pin: '123456' });
  const here = seat(room, ann);
  expect(() => assertMayJoin(undefined, { entrant: ann, earlier: here, keys: {} })).toThrow(
    'already-in-room',
  );
  const other = { ...ann, clientId: 'ann-phone' };
  const elsewhere = seat(roomOf('ann'), other);
  const asks = (keys: object) => () => assertMayJoin(room, { entrant: ann, earlier: elsewhere, keys });
  expect(asks({})).toThrow('pin-needed');
  expect(asks({ pin: '000000' })).toThrow('pin-wrong');
  expect(asks({ pin: '123456' })).toThrow('in-meeting-elsewhere');
  expect(asks({ pin: '123456', moveHere: true })).not.toThrow();
  elsewhere.lostAtMs = 1;
  expect(asks({ pin: '123456' })).not.toThrow();
});

test('a window that comes back by itself has its kept place or none, whether the room is there or not', () => {
  const room = Object.assign(roomOf('bob'), { locked: true });
  const back = (to: Room | undefined) => () =>
    assertMayJoin(to, { entrant: ann, earlier: undefined, keys: { returning: true } });
  expect(back(room)).toThrow('not-in-room');
  expect(back(undefined)).toThrow('not-in-room');
  room.lostPlaces.keep(ann, { peerId: 'ann-peer', arrival: 1 });
  expect(back(room)).not.toThrow();
});
