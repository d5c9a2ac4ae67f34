// Which window of an account is let in, over connections and rooms that the test holds in its hands.
import { afterEach, expect, test } from 'vitest';
import type { Notice } from '../../protocol/notices.ts';
import { RoomManager } from '../../rooms/room-manager.ts';
import { Connection, Connections } from './connections.ts';
import { Presence } from './presence.ts';

const ended: Presence[] = [];
afterEach(() => {
  for (const presence of ended.splice(0)) presence.close();
});

function setUp() {
  let ids = 0;
  const rooms = new RoomManager({
    outbox: { send: () => undefined },
    listener: {
      roomOpened: () => undefined,
      roomChanged: () => undefined,
      peerGone: () => undefined,
      roomEmptied: () => undefined,
      roomClosed: () => undefined,
    },
    now: () => 0,
    elapsedMs: () => 0,
    randomInt: () => 0,
    makeId: () => `id${(ids += 1)}`,
    resting: [],
  });
  const connections = new Connections();
  const presence = new Presence({ connections, rooms });
  ended.push(presence);
  const open = (clientId: string, returning: boolean) => {
    const heard: Notice[] = [];
    const caller = {
      accountId: 'ann',
      clientId,
      nickname: 'Ann',
      sessionId: 'session',
      registeredAtMs: 0,
      looksLikeOlder: false,
      address: '',
      arrivedAt: '',
    };
    const wire = {
      socketId: clientId,
      behind: false,
      notify: (notice: Notice) => heard.push(notice),
      close: () => undefined,
    };
    const connection = new Connection(caller, wire);
    presence.open(connection, returning);
    return { connection, heard, enter: () => rooms.create({ ...caller, playsSpeex: true }).selfPeerId };
  };
  return { rooms, connections, presence, open };
}

const replaced = { name: 'session:replaced', body: {} };

test('X2: a laptop that wakes up after its owner joined from the phone hears that it was replaced, and the call stays on the phone', () => {
  const { rooms, connections, presence, open } = setUp();
  const laptop = open('laptop', false);
  laptop.enter();
  presence.gone(laptop.connection, false);
  const phone = open('phone', false);
  const peerId = phone.enter();
  const woken = open('laptop', true);
  expect([woken.heard, woken.connection.closed]).toEqual([[replaced], true]);
  presence.gone(woken.connection, false);
  expect(phone.heard).toEqual([]);
  expect(connections.ofAccount('ann')).toBe(phone.connection);
  expect(rooms.requirePeer(peerId).lostAtMs).toBeUndefined();
});

test('X2: a place that the phone keeps while its line is broken is not taken either', () => {
  const { rooms, presence, open } = setUp();
  const phone = open('phone', false);
  const peerId = phone.enter();
  presence.gone(phone.connection, false);
  expect(open('laptop', true).heard).toEqual([replaced]);
  expect(rooms.hasPeer(peerId)).toBe(true);
});

test('X2: a window that its owner opens takes the call, and one whose line broke comes back to its own place', () => {
  const { rooms, presence, open } = setUp();
  const phone = open('phone', false);
  const peerId = phone.enter();
  presence.gone(phone.connection, false);
  const again = open('phone', true);
  expect([again.heard, rooms.requirePeer(peerId).lostAtMs]).toEqual([[], undefined]);
  const laptop = open('laptop', false);
  expect([laptop.heard, again.heard, rooms.hasPeer(peerId)]).toEqual([[], [replaced], false]);
});
