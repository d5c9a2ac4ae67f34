// Which window of an account has its place in a meeting, over connections and rooms that the test holds in its hands.
import { afterEach, expect, test } from 'vitest';
import { connectionsPerAccountMax } from '../../protocol/limits.ts';
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
  const open = (clientId: string, sessionId = 'session') => {
    const heard: Notice[] = [];
    const caller = {
      accountId: 'ann',
      clientId,
      nickname: 'Ann',
      sessionId,
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
    presence.open(connection);
    const join = (number: string, moveHere = false) =>
      rooms.join({ ...caller, playsSpeex: true }, number, { moveHere }).selfPeerId;
    return { connection, heard, enter: () => rooms.create({ ...caller, playsSpeex: true }), join };
  };
  return { rooms, connections, presence, open };
}

test('U1: opening other windows and devices of an account ends none, and leaves the call where it is', () => {
  const { rooms, connections, open } = setUp();
  const laptop = open('laptop');
  const { selfPeerId } = laptop.enter();
  const others = [open('phone'), open('tab')];
  expect([laptop, ...others].map(({ heard, connection }) => [heard, connection.closed])).toEqual([
    [[], false],
    [[], false],
    [[], false],
  ]);
  expect(connections.ofAccount('ann')).toHaveLength(3);
  expect(rooms.requirePeer(selfPeerId).clientId).toBe('laptop');
});

test('U1: the windows of an account that close say nothing about the one that has the call', () => {
  const { rooms, presence, open } = setUp();
  const { selfPeerId } = open('laptop').enter();
  presence.gone(open('phone').connection, true);
  presence.gone(open('tab').connection, false);
  expect(rooms.requirePeer(selfPeerId).lostAtMs).toBeUndefined();
});

test('X2: a laptop that wakes up after its owner moved the call to the phone is connected, and the call stays on the phone', () => {
  const { rooms, connections, presence, open } = setUp();
  const laptop = open('laptop');
  const { number } = laptop.enter();
  presence.gone(laptop.connection, false);
  const peerId = open('phone').join(number);
  const woken = open('laptop');
  expect([woken.heard, woken.connection.closed]).toEqual([[], false]);
  expect(rooms.peerOfClient(woken.connection.caller)).toBeUndefined();
  presence.gone(woken.connection, false);
  expect(connections.ofAccount('ann')).toHaveLength(1);
  expect(rooms.requirePeer(peerId)).toMatchObject({ clientId: 'phone', lostAtMs: undefined });
});

test('X2: a place that the phone keeps while its line is broken is restored by the phone alone', () => {
  const { rooms, presence, open } = setUp();
  const phone = open('phone');
  const { selfPeerId } = phone.enter();
  presence.gone(phone.connection, false);
  open('laptop');
  expect(rooms.requirePeer(selfPeerId).lostAtMs).toBe(0);
  open('phone');
  expect(rooms.requirePeer(selfPeerId).lostAtMs).toBeUndefined();
});

test('a window that is back before its break was noticed ends its earlier connection, whose end changes nothing', () => {
  const { rooms, connections, presence, open } = setUp();
  const earlier = open('phone');
  const { selfPeerId } = earlier.enter();
  const later = open('phone');
  presence.gone(earlier.connection, false);
  expect([earlier.connection.closed, connections.ofAccount('ann')]).toEqual([true, [later.connection]]);
  expect(rooms.requirePeer(selfPeerId).lostAtMs).toBeUndefined();
});

test('U1: signing out reaches every socket of the session, and the call of one of them alone', () => {
  const { rooms, connections, presence, open } = setUp();
  const [tab, otherTab, phone] = [
    open('tab', 'browser'),
    open('other tab', 'browser'),
    open('phone', 'phone'),
  ];
  const { selfPeerId } = phone.enter();
  presence.endSessions('ann', (sessionId) => sessionId === 'browser');
  const ended = { name: 'session:ended', body: {} };
  expect([tab.heard, otherTab.heard, phone.heard]).toEqual([[ended], [ended], []]);
  expect([connections.ofAccount('ann'), rooms.hasPeer(selfPeerId)]).toEqual([[phone.connection], true]);
  presence.endSessions('ann', () => true);
  expect([phone.heard, connections.count, rooms.hasPeer(selfPeerId)]).toEqual([[ended], 0, false]);
});

test('U1: signing out a device whose line is broken ends its place as well', () => {
  const { rooms, presence, open } = setUp();
  const phone = open('phone', 'phone');
  const { selfPeerId } = phone.enter();
  presence.gone(phone.connection, false);
  presence.endSessions('ann', (sessionId) => sessionId === 'laptop');
  expect(rooms.hasPeer(selfPeerId)).toBe(true);
  presence.endSessions('ann', (sessionId) => sessionId === 'phone');
  expect(rooms.hasPeer(selfPeerId)).toBe(false);
});

test('one window more than an account may have is closed, and the others stay', () => {
  const { connections, open } = setUp();
  const windows = Array.from({ length: connectionsPerAccountMax }, (_, index) => open(`window ${index}`));
  expect(open('one more').connection.closed).toBe(true);
  expect(open('window 0').connection.closed).toBe(false);
  expect(windows.map(({ connection }) => connection.closed)).toEqual([
    true,
    ...windows.slice(1).map(() => false),
  ]);
  expect(connections.count).toBe(connectionsPerAccountMax);
});
