import { expect, test } from 'vitest';
import { desertedRoomGraceMs } from '../protocol/limits.ts';
import type { PersistedRoom } from './persisted-room.ts';
import { TestRooms } from './test-rooms.ts';

/** A locked room of three whose host left, so that the second hosts it; and what is kept of it. */
function holdMeeting(): { before: TestRooms; kept: PersistedRoom } {
  const before = new TestRooms();
  const { rooms, settings, enter } = before;
  const ann = rooms.create(enter('ann'));
  rooms.join(enter('bob', false), ann.number);
  rooms.join(enter('cid'), ann.number);
  settings.lock(ann.selfPeerId, true);
  settings.openChat(ann.selfPeerId, 'the-chat');
  rooms.leave(ann.selfPeerId, 'left');
  const kept = rooms.keptRoom(ann.number);
  if (kept === undefined) throw new Error('the room is open');
  return { before, kept };
}

test('a room that is restored has the same people, host, lock, secret, voice and chat, and no peer connected', () => {
  const { before, kept } = holdMeeting();
  const after = new TestRooms();
  after.rooms.restore([kept]);
  const bob = before.rooms.peerOfAccount('bob')?.peerId ?? '';
  const { peers, ...room } = after.rooms.snapshot(bob);
  const { peers: peersBefore, ...roomBefore } = before.rooms.snapshot(bob);
  expect(room).toEqual(roomBefore);
  expect(peers).toEqual(peersBefore.map((peer) => ({ ...peer, connected: false })));
});

test('who comes back to a restored room is told to the others, and who comes new stands behind them', () => {
  const { kept } = holdMeeting();
  const { rooms, enter, sent } = new TestRooms();
  rooms.restore([kept]);
  const [bob, cid] = kept.places.map(({ peerId }) => peerId);
  if (bob === undefined || cid === undefined) throw new Error('two have a place');
  rooms.connectionRestored(bob);
  rooms.connectionRestored(cid);
  expect(sent.at(-1)).toEqual({
    to: [bob],
    notice: { name: 'peer:connection-changed', body: { peerId: cid, connected: true } },
  });
  const { peers } = rooms.join(enter('dan'), kept.number, { secret: kept.secret });
  expect(peers.map(({ nickname }) => nickname)).toEqual(['bob', 'cid', 'dan']);
});

test('a restored room to which no peer comes back ends, and its number rests', () => {
  const { kept } = holdMeeting();
  const { rooms, clock, closedRooms } = new TestRooms();
  rooms.restore([kept]);
  clock.nowMs += desertedRoomGraceMs;
  rooms.dropLost();
  expect(closedRooms).toEqual([kept.number]);
  expect(rooms.keptRoom(kept.number)).toBeUndefined();
});

test('the number of a restored room is not handed out, even where it rested', () => {
  const { kept } = holdMeeting();
  const { rooms, enter } = new TestRooms({ resting: [{ number: kept.number, untilMs: 0 }] });
  rooms.restore([kept]);
  expect(rooms.create(enter('new')).number).not.toBe(kept.number);
});

test('every change that is kept is reported', () => {
  const { rooms, settings, enter, changedRooms } = new TestRooms();
  const ann = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), ann.number);
  settings.lock(ann.selfPeerId, true);
  settings.chooseVoice(ann.selfPeerId, 'opus');
  rooms.leave(bob.selfPeerId, 'left');
  expect(changedRooms).toEqual([ann.number, ann.number, ann.number, ann.number, ann.number]);
});
