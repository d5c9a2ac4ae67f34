import { describe, expect, test } from 'vitest';
import { desertedRoomGraceMs, peersPerRoomMax, reconnectGraceMs } from '../protocol/limits.ts';
import type { SourceInfo } from '../protocol/room/roster.ts';
import { TestRooms } from './test-rooms.ts';

const camera: SourceInfo = { producerId: 'camera1', source: 'camera', codec: 'h264', paused: false };

describe('creating', () => {
  test('an account in a room can neither create nor join another', () => {
    const { rooms, enter } = new TestRooms();
    const { number } = rooms.create(enter('ann'));
    expect(() => rooms.create(enter('ann'))).toThrow('already-in-room');
    expect(() => rooms.join(enter('ann'), number)).toThrow('already-in-room');
  });

  test('a refused creation uses up no number', () => {
    const { rooms, enter, openedRooms } = new TestRooms();
    const { number } = rooms.create(enter('ann'));
    expect(() => rooms.create(enter('ann'))).toThrow('already-in-room');
    expect(openedRooms).toEqual([number]);
  });
});

describe('joining', () => {
  test('a newcomer sees all in order of arrival, and each of them is told once', () => {
    const { rooms, enter, sent } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), ann.number);
    const cid = rooms.join(enter('cid'), ann.number);
    expect(cid.peers.map((peer) => peer.nickname)).toEqual(['ann', 'bob', 'cid']);
    expect(sent.map(({ to, notice }) => [to, notice.name])).toEqual([
      [[ann.selfPeerId], 'peer:joined'],
      [[ann.selfPeerId, bob.selfPeerId], 'peer:joined'],
    ]);
  });

  test.each(['', '1', '123456', 'abcde', '0 123', '99999'])('%j is refused as unavailable', (number) => {
    const { rooms, enter } = new TestRooms();
    rooms.create(enter('ann'));
    expect(() => rooms.join(enter('bob'), number)).toThrow('room-unavailable');
  });

  test('a locked room refuses as an unknown one does, and lets in who holds its secret', () => {
    const { rooms, settings, enter } = new TestRooms();
    const { number, selfPeerId } = rooms.create(enter('ann'));
    const secret = settings.lock(selfPeerId, true);
    expect(() => rooms.join(enter('bob'), number)).toThrow('room-unavailable');
    expect(() => rooms.join(enter('bob'), number, { secret: `${secret}x` })).toThrow('room-unavailable');
    expect(rooms.join(enter('bob'), number, { secret }).locked).toBe(true);
  });

  test('a room with a PIN asks for it, refuses another one, and asks nothing of who holds its secret', () => {
    const { rooms, settings, enter } = new TestRooms({
      randomInt: (below) => (below === 1_000_000 ? 4321 : 0),
    });
    const { number, secret, selfPeerId } = rooms.create(enter('ann'));
    expect(settings.requirePin(selfPeerId, true)).toBe('004321');
    expect(() => rooms.join(enter('bob'), number)).toThrow('pin-needed');
    expect(() => rooms.join(enter('bob'), number, { pin: '123456' })).toThrow('pin-wrong');
    expect(() => rooms.join(enter('bob'), number, { pin: '' })).toThrow('pin-wrong');
    expect(rooms.join(enter('bob'), number, { pin: '004321' }).pin).toBe('004321');
    expect(rooms.join(enter('cid'), number, { secret }).pin).toBe('004321');
    expect(settings.requirePin(selfPeerId, false)).toBeUndefined();
    expect(rooms.join(enter('dan'), number)).not.toHaveProperty('pin');
  });

  test('a locked room with a PIN is refused as an unknown one, whatever PIN is shown', () => {
    const { rooms, settings, enter } = new TestRooms();
    const { number, selfPeerId } = rooms.create(enter('ann'));
    const pin = settings.requirePin(selfPeerId, true) ?? '';
    settings.lock(selfPeerId, true);
    expect(() => rooms.join(enter('bob'), number, { pin })).toThrow('room-unavailable');
  });

  test('that a room is full is told only to those who may join it', () => {
    const { rooms, settings, enter } = new TestRooms();
    const { number, selfPeerId } = rooms.create(enter('host'));
    for (let count = 1; count < peersPerRoomMax; count += 1) rooms.join(enter(`guest${count}`), number);
    expect(() => rooms.join(enter('late'), number)).toThrow('room-full');
    const secret = settings.lock(selfPeerId, true);
    expect(() => rooms.join(enter('late'), number)).toThrow('room-unavailable');
    expect(() => rooms.join(enter('late'), number, { secret })).toThrow('room-full');
  });
});

describe('leaving', () => {
  test('when the host leaves, who is there longest becomes host', () => {
    const { rooms, enter, sent } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), ann.number);
    const cid = rooms.join(enter('cid'), ann.number);
    sent.length = 0;
    rooms.leave(ann.selfPeerId, 'left');
    expect(sent.map(({ notice }) => notice)).toEqual([
      { name: 'peer:left', body: { peerId: ann.selfPeerId, reason: 'left' } },
      { name: 'room:host-changed', body: { hostPeerId: bob.selfPeerId } },
      { name: 'room:host-changed', body: { hostPeerId: bob.selfPeerId, secret: ann.secret } },
    ]);
    expect(rooms.snapshot(cid.selfPeerId).hostPeerId).toBe(bob.selfPeerId);
  });

  test('the last one out closes the room, and its number is unavailable', () => {
    const { rooms, enter, closedRooms, gonePeers } = new TestRooms();
    const { number, selfPeerId } = rooms.create(enter('ann'));
    rooms.leave(selfPeerId, 'left');
    expect(closedRooms).toEqual([number]);
    expect(gonePeers).toEqual([selfPeerId]);
    expect(() => rooms.join(enter('bob'), number)).toThrow('room-unavailable');
  });

  test('a peer that has left is in no room, whatever is asked of it', () => {
    const { rooms, settings, sources, enter } = new TestRooms();
    const { selfPeerId } = rooms.create(enter('ann'));
    rooms.leave(selfPeerId, 'left');
    expect(() => rooms.leave(selfPeerId, 'left')).toThrow('not-in-room');
    expect(() => settings.lock(selfPeerId, true)).toThrow('not-in-room');
    expect(() => sources.start(selfPeerId, camera)).toThrow('not-in-room');
    expect(() => rooms.snapshot(selfPeerId)).toThrow('not-in-room');
  });
});

describe('a broken connection', () => {
  test.each([-86_400_000, 86_400_000])(
    'B12: keeps its place for the grace time, however the clock is set: by %i ms',
    (setForwardMs) => {
      const { rooms, enter, clock } = new TestRooms();
      const ann = rooms.create(enter('ann'));
      const bob = rooms.join(enter('bob'), ann.number);
      rooms.connectionLost(bob.selfPeerId);
      clock.setForwardMs = setForwardMs;
      clock.nowMs += reconnectGraceMs - 1;
      rooms.dropLost();
      expect(rooms.hasPeer(bob.selfPeerId)).toBe(true);
      clock.nowMs += 1;
      rooms.dropLost();
      expect(rooms.hasPeer(bob.selfPeerId)).toBe(false);
    },
  );

  test('keeps its place for the grace time, told once each way', () => {
    const { rooms, enter, sent, clock } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), ann.number);
    sent.length = 0;
    rooms.connectionLost(bob.selfPeerId);
    rooms.connectionLost(bob.selfPeerId);
    clock.nowMs += reconnectGraceMs - 1;
    rooms.dropLost();
    rooms.connectionRestored(bob.selfPeerId);
    rooms.connectionRestored(bob.selfPeerId);
    clock.nowMs += reconnectGraceMs;
    rooms.dropLost();
    expect(sent.map(({ notice }) => notice.body)).toEqual([
      { peerId: bob.selfPeerId, connected: false },
      { peerId: bob.selfPeerId, connected: true },
    ]);
  });

  test('counts as gone after it, in the order of the breaks', () => {
    const { rooms, enter, sent, clock } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), ann.number);
    const cid = rooms.join(enter('cid'), ann.number);
    rooms.connectionLost(bob.selfPeerId);
    clock.nowMs += 1000;
    rooms.connectionLost(ann.selfPeerId);
    sent.length = 0;
    clock.nowMs += reconnectGraceMs - 1000;
    rooms.dropLost();
    expect(sent.map(({ to, notice }) => [to, notice])).toEqual([
      [[cid.selfPeerId], { name: 'peer:left', body: { peerId: bob.selfPeerId, reason: 'connection-lost' } }],
    ]);
    clock.nowMs += 1000;
    rooms.dropLost();
    expect(rooms.snapshot(cid.selfPeerId).hostPeerId).toBe(cid.selfPeerId);
  });

  test('of all peers at once keeps the meeting for minutes, and the first one back does not lose the others', () => {
    const { rooms, enter, sent, clock } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), ann.number);
    for (const { selfPeerId } of [ann, bob]) rooms.connectionLost(selfPeerId);
    clock.nowMs += desertedRoomGraceMs - 1;
    rooms.dropLost();
    sent.length = 0;
    rooms.connectionRestored(ann.selfPeerId);
    clock.nowMs += reconnectGraceMs - 1;
    rooms.dropLost();
    expect(rooms.snapshot(ann.selfPeerId).peers).toHaveLength(2);
    clock.nowMs += 1;
    rooms.dropLost();
    expect(sent.map(({ notice }) => notice.name)).toEqual(['peer:left']);
  });

  test('of all peers ends the meeting when none comes back', () => {
    const { rooms, enter, clock, closedRooms } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    rooms.connectionLost(ann.selfPeerId);
    clock.nowMs += desertedRoomGraceMs;
    rooms.dropLost();
    expect(closedRooms).toEqual([ann.number]);
  });

  test('that lasted too long gives the same window its id and its place again, and no other one', () => {
    const { rooms, enter, clock } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const lost = ['bob', 'cid'].map((name) => rooms.join(enter(name), ann.number).selfPeerId);
    for (const peerId of lost) rooms.connectionLost(peerId);
    clock.nowMs += reconnectGraceMs;
    rooms.dropLost();
    rooms.join(enter('dan'), ann.number);
    const { selfPeerId, peers } = rooms.join(enter('bob'), ann.number);
    expect(selfPeerId).toBe(lost[0]);
    expect(peers.map(({ nickname }) => nickname)).toEqual(['ann', 'bob', 'dan']);
    const elsewhere = { ...enter('cid'), clientId: 'another window' };
    expect(lost).not.toContain(rooms.join(elsewhere, ann.number).selfPeerId);
  });
});

describe('a troubled connection', () => {
  test('is told to the others once for each change, and to peers that join later', () => {
    const { rooms, reports, enter, sent } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), ann.number);
    sent.length = 0;
    const trouble = { level: 'poor', cause: 'loss' } as const;
    reports.changeTrouble(bob.selfPeerId, trouble);
    reports.changeTrouble(bob.selfPeerId, { ...trouble });
    expect(rooms.join(enter('cid'), ann.number).peers[1]).toMatchObject({ trouble });
    reports.changeTrouble(bob.selfPeerId, undefined);
    const told = sent.filter(({ notice }) => notice.name === 'peer:trouble-changed');
    expect(told.map(({ notice }) => notice.body)).toEqual([
      { peerId: bob.selfPeerId, trouble },
      { peerId: bob.selfPeerId },
    ]);
    expect(rooms.snapshot(ann.selfPeerId).peers[1]).not.toHaveProperty('trouble');
  });
});

test('X4: what formats a peer receives is told to the others when it changes, and to those who come later', () => {
  const { rooms, reports, enter, sent } = new TestRooms();
  const ann = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), ann.number).selfPeerId;
  sent.length = 0;
  reports.changeFormats(bob, { playsH264: true });
  reports.changeFormats(bob, { playsH264: false });
  reports.changeFormats(bob, { playsH264: false });
  expect(sent).toEqual([
    {
      to: [ann.selfPeerId],
      notice: { name: 'peer:formats-changed', body: { peerId: bob, playsH264: false } },
    },
  ]);
  expect(rooms.join(enter('cid'), ann.number).peers[1]).toMatchObject({ playsH264: false });
  reports.changeFormats(bob, { playsH264: true });
  expect(rooms.snapshot(bob).peers[1]).not.toHaveProperty('playsH264');
});

describe('lost media', () => {
  test('takes all sources of the room with it, and of no other', () => {
    const { rooms, sources, enter, sent } = new TestRooms();
    const ann = rooms.create(enter('ann'));
    const other = rooms.create(enter('other'));
    sources.start(ann.selfPeerId, camera);
    sources.start(other.selfPeerId, { ...camera, producerId: 'camera2' });
    sent.length = 0;
    sources.loseAll(ann.number, 'worker-died');
    expect(sent).toEqual([
      { to: [ann.selfPeerId], notice: { name: 'media:lost', body: { reason: 'worker-died' } } },
    ]);
    expect(rooms.snapshot(ann.selfPeerId).peers[0]?.sources).toEqual([]);
    expect(rooms.snapshot(other.selfPeerId).peers[0]?.sources).toHaveLength(1);
  });
});

test('S12: only the host is sent the count of wrong PINs, until there is a new PIN', () => {
  const { rooms, settings, enter, sent } = new TestRooms();
  const { number, selfPeerId: ann } = rooms.create(enter('ann'));
  settings.requirePin(ann, true);
  const pin = rooms.snapshot(ann).pin;
  const bob = rooms.join(enter('bob'), number, { pin }).selfPeerId;
  sent.length = 0;
  settings.tellOfGuesses(number, 20);
  settings.tellOfGuesses('99999', 20);
  expect(sent).toEqual([{ to: [ann], notice: { name: 'room:pin-guessed', body: { pinGuesses: 20 } } }]);
  expect([rooms.snapshot(ann).pinGuesses, rooms.snapshot(bob).pinGuesses]).toEqual([20, undefined]);
  settings.requirePin(ann, true);
  expect(rooms.snapshot(ann).pinGuesses).toBeUndefined();
});

describe('the secret of the invitation', () => {
  test('S11: is known to the host and to peers that joined with it, and to no other peer', () => {
    const { rooms, enter } = new TestRooms();
    const { number, secret } = rooms.create(enter('ann'));
    expect(secret).toBeDefined();
    expect(rooms.join(enter('bob'), number, { secret }).secret).toBe(secret);
    expect(rooms.join(enter('cid'), number)).not.toHaveProperty('secret');
  });

  test('S11: is renewed at locking, so that no member and no old link opens a locked room', () => {
    const { rooms, settings, enter } = new TestRooms();
    const { number, secret, selfPeerId: ann } = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), number, { secret }).selfPeerId;
    const renewed = settings.lock(ann, true);
    expect(renewed).not.toBe(secret);
    expect(settings.lock(ann, true)).toBe(renewed);
    expect(rooms.snapshot(ann).secret).toBe(renewed);
    expect(rooms.snapshot(bob)).not.toHaveProperty('secret');
    rooms.leave(bob, 'left');
    expect(() => rooms.join(enter('bob'), number, { secret })).toThrow('room-unavailable');
    expect(rooms.join(enter('cid'), number, { secret: renewed }).secret).toBe(renewed);
  });

  test('S11: goes to the next host, and to them alone', () => {
    const { rooms, settings, enter, sent } = new TestRooms();
    const { number, selfPeerId: ann } = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), number).selfPeerId;
    const cid = rooms.join(enter('cid'), number).selfPeerId;
    const secret = settings.lock(ann, true);
    sent.length = 0;
    rooms.leave(ann, 'left');
    expect(sent.slice(1)).toEqual([
      { to: [cid], notice: { name: 'room:host-changed', body: { hostPeerId: bob } } },
      { to: [bob], notice: { name: 'room:host-changed', body: { hostPeerId: bob, secret } } },
    ]);
    expect(rooms.snapshot(bob).secret).toBe(secret);
  });

  test('S11: is not needed by the window that lost its connection in a locked room; another window of it is refused', () => {
    const { rooms, settings, enter, clock } = new TestRooms();
    const { number, selfPeerId: ann } = rooms.create(enter('ann'));
    const bob = rooms.join(enter('bob'), number).selfPeerId;
    settings.lock(ann, true);
    rooms.connectionLost(bob);
    clock.nowMs += reconnectGraceMs;
    rooms.dropLost();
    expect(() => rooms.join({ ...enter('bob'), clientId: 'another' }, number)).toThrow('room-unavailable');
    expect(rooms.join(enter('bob'), number).selfPeerId).toBe(bob);
  });
});
