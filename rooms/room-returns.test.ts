// Who comes back to a room, and what of it is still there: the owner's role, meetings that emptied, places that were lost.
import { describe, expect, test } from 'vitest';
import type { RequestError } from '../protocol/error-codes.ts';
import { desertedRoomGraceMs, peersPerRoomMax, reconnectGraceMs } from '../protocol/limits.ts';
import { TestRooms } from './test-rooms.ts';

/** A meeting of Ann, who opened it, and Bob. */
function meet() {
  const test = new TestRooms();
  const { rooms, settings, enter, clock } = test;
  const ann = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), ann.number);
  const loseForLong = (peerId: string): void => {
    rooms.connectionLost(peerId);
    clock.nowMs += reconnectGraceMs;
    rooms.dropLost();
  };
  return { test, rooms, settings, enter, clock, ann, bob, number: ann.number, loseForLong };
}

const elsewhere = { clientId: 'phone' };

describe('the owner', () => {
  test('U3: whose connection broke for long hosts again, and is let into the own locked meeting', () => {
    const { rooms, settings, ann, bob, enter, number, loseForLong } = meet();
    const secret = settings.lock(ann.selfPeerId, true);
    loseForLong(ann.selfPeerId);
    expect(rooms.snapshot(bob.selfPeerId).hostPeerId).toBe(bob.selfPeerId);
    const back = rooms.join(enter('ann'), number);
    expect([back.selfPeerId, back.hostPeerId, back.secret]).toEqual([ann.selfPeerId, ann.selfPeerId, secret]);
  });

  test('U3: comes in by the number alone, whatever lock and PIN, at any window', () => {
    const { rooms, settings, ann, enter, number } = meet();
    settings.requirePin(ann.selfPeerId, true);
    settings.lock(ann.selfPeerId, true);
    rooms.leave(ann.selfPeerId, 'signed-in-elsewhere');
    const back = rooms.join({ ...enter('ann'), ...elsewhere }, number);
    expect(back.hostPeerId).toBe(back.selfPeerId);
    expect(() => rooms.join(enter('cid'), number)).toThrow('room-unavailable');
  });

  test('U3: the others are told who hosts now, and who did meanwhile goes on holding the secret', () => {
    const {
      rooms,
      test: { sent },
      ann,
      bob,
      enter,
      number,
    } = meet();
    rooms.leave(ann.selfPeerId, 'left');
    sent.length = 0;
    const { selfPeerId } = rooms.join(enter('ann'), number);
    expect(sent.slice(1)).toEqual([
      { to: [bob.selfPeerId], notice: { name: 'room:host-changed', body: { hostPeerId: selfPeerId } } },
    ]);
    expect(rooms.snapshot(bob.selfPeerId).secret).toBe(ann.secret);
  });
});

describe('a meeting that emptied', () => {
  test('U2: stays five minutes with its number, link, PIN and lock, and who comes first hosts it until its owner comes', () => {
    const {
      rooms,
      settings,
      test: { emptiedRooms, closedRooms },
      ann,
      bob,
      enter,
      clock,
      number,
    } = meet();
    const pin = settings.requirePin(ann.selfPeerId, true);
    const secret = settings.lock(ann.selfPeerId, true);
    for (const { selfPeerId } of [ann, bob]) rooms.leave(selfPeerId, 'left');
    expect([emptiedRooms, closedRooms, rooms.roomCount]).toEqual([[number], [], 0]);
    clock.nowMs += desertedRoomGraceMs - 1;
    rooms.dropLost();
    expect(() => rooms.join(enter('bob'), number, { pin })).toThrow('room-unavailable');
    const cid = rooms.join(enter('cid'), number, { secret });
    expect([cid.locked, cid.pin, cid.hostPeerId]).toEqual([true, pin, cid.selfPeerId]);
    const back = rooms.join(enter('ann'), number);
    expect([back.hostPeerId, rooms.roomCount]).toEqual([back.selfPeerId, 1]);
  });

  test('U2: is over after that', () => {
    const {
      rooms,
      test: { closedRooms },
      ann,
      bob,
      enter,
      clock,
      number,
    } = meet();
    for (const { selfPeerId } of [ann, bob]) rooms.leave(selfPeerId, 'left');
    clock.nowMs += desertedRoomGraceMs;
    rooms.dropLost();
    expect(closedRooms).toEqual([number]);
    expect(() => rooms.join(enter('ann'), number)).toThrow('room-unavailable');
    expect(rooms.keptRoom(number)).toBeUndefined();
  });

  test('U2: whose last member was waited for as long is over with them', () => {
    const {
      rooms,
      test: { closedRooms },
      ann,
      bob,
      clock,
      number,
    } = meet();
    rooms.connectionLost(ann.selfPeerId);
    rooms.leave(bob.selfPeerId, 'left');
    clock.nowMs += desertedRoomGraceMs;
    rooms.dropLost();
    expect(closedRooms).toEqual([number]);
  });

  test('U2: outlives the server with its owner', () => {
    const { rooms, settings, ann, bob, number } = meet();
    settings.lock(ann.selfPeerId, true);
    for (const { selfPeerId } of [ann, bob]) rooms.leave(selfPeerId, 'left');
    const kept = rooms.keptRoom(number);
    if (kept === undefined) throw new Error('the meeting is kept');
    const after = new TestRooms();
    after.rooms.restore([kept]);
    expect(after.rooms.roomCount).toBe(0);
    expect(() => after.rooms.join(after.enter('bob'), number)).toThrow('room-unavailable');
    const back = after.rooms.join(after.enter('ann'), number);
    expect([back.hostPeerId, back.locked]).toEqual([back.selfPeerId, true]);
  });

  test('U1: is not over for its only member, who goes on with it in another window, though it never was a meeting', () => {
    const { rooms, settings, enter } = new TestRooms();
    const { number, selfPeerId } = rooms.create(enter('ann'));
    const secret = settings.lock(selfPeerId, true);
    rooms.leave(selfPeerId, 'signed-in-elsewhere');
    const moved = rooms.join({ ...enter('ann'), ...elsewhere }, number);
    expect([moved.hostPeerId, moved.locked, moved.secret]).toEqual([moved.selfPeerId, true, secret]);
  });

  test('S4: a room that never was a meeting is over at once', () => {
    const { rooms, enter, emptiedRooms, closedRooms } = new TestRooms();
    for (let index = 0; index < 60; index += 1)
      rooms.leave(rooms.create(enter(`account ${index}`)).selfPeerId, 'left');
    expect([emptiedRooms.length, closedRooms.length]).toEqual([0, 60]);
  });

  test('S4: takes the place of no other peer', () => {
    const { rooms, ann, bob } = meet();
    for (const { selfPeerId } of [ann, bob]) rooms.leave(selfPeerId, 'left');
    expect([rooms.roomCount, rooms.peerCount, rooms.connectedCount]).toEqual([0, 0, 0]);
  });
});

describe('a call that moves to another window of its account', () => {
  const moveHere = { moveHere: true };

  test('U1: asks first: the place stays where it is, whatever room is asked for', () => {
    const {
      rooms,
      bob,
      enter,
      number,
      test: { sent },
    } = meet();
    const phone = { ...enter('bob'), ...elsewhere };
    sent.length = 0;
    expect(() => rooms.join(phone, number)).toThrow('in-meeting-elsewhere');
    expect(() => rooms.create(phone)).toThrow('in-meeting-elsewhere');
    expect(() => rooms.join(phone, number, { returning: true })).toThrow('in-meeting-elsewhere');
    expect([rooms.requirePeer(bob.selfPeerId).clientId, sent]).toEqual(['bob-window', []]);
  });

  test('U1: is told the number, and whether it is another window of the same session', () => {
    const { rooms, enter } = meet();
    const cid = { ...enter('cid'), sessionId: 'browser' };
    const { number } = rooms.create(cid);
    const detailsOf = (sessionId: string | undefined): unknown => {
      try {
        return rooms.create({ ...cid, ...elsewhere, sessionId });
      } catch (error) {
        return (error as RequestError).details.elsewhere;
      }
    };
    expect(detailsOf('browser')).toEqual({ number, isSameDevice: true });
    expect(detailsOf('phone')).toEqual({ number, isSameDevice: false });
    expect(detailsOf(undefined)).toEqual({ number, isSameDevice: false });
  });

  test('S9: is told of a room that may not be joined what any other account is told', () => {
    const { rooms, settings, ann, enter } = meet();
    settings.lock(ann.selfPeerId, true);
    rooms.create(enter('cid'));
    const phone = { ...enter('cid'), ...elsewhere };
    expect(() => rooms.join(phone, ann.number)).toThrow('room-unavailable');
    expect(() => rooms.join(phone, ann.number, moveHere)).toThrow('room-unavailable');
    expect(rooms.peerOfAccount('cid')?.clientId).toBe('cid-window');
  });

  test('U1: within a locked room keeps its order, its role and its secret, and the others see it leave and come', () => {
    const {
      rooms,
      settings,
      ann,
      bob,
      enter,
      number,
      test: { sent },
    } = meet();
    rooms.join(enter('cid'), number);
    rooms.leave(ann.selfPeerId, 'left');
    const secret = settings.lock(bob.selfPeerId, true);
    sent.length = 0;
    const moved = rooms.join({ ...enter('bob'), ...elsewhere }, number, moveHere);
    expect(moved).toMatchObject({ hostPeerId: moved.selfPeerId, secret, locked: true });
    expect(moved.peers.map(({ nickname }) => nickname)).toEqual(['bob', 'cid']);
    expect(moved.selfPeerId).not.toBe(bob.selfPeerId);
    const [cid] = moved.peers.filter(({ nickname }) => nickname === 'cid').map(({ peerId }) => peerId);
    expect(sent.map(({ to, notice }) => [to, notice.name])).toEqual([
      [[bob.selfPeerId], 'room:place-moved'],
      [[cid], 'peer:left'],
      [[cid], 'peer:joined'],
      [[cid], 'room:host-changed'],
    ]);
  });

  test('U1: keeps a guest in who was let in with a PIN or a secret that is no longer valid', () => {
    const { rooms, settings, ann, bob, enter, number } = meet();
    settings.requirePin(ann.selfPeerId, true);
    settings.lock(ann.selfPeerId, true);
    const moved = rooms.join({ ...enter('bob'), ...elsewhere }, number, moveHere);
    expect([moved.hostPeerId, rooms.hasPeer(bob.selfPeerId)]).toEqual([ann.selfPeerId, false]);
  });

  test('U1: who is alone keeps the room, which has not become a meeting by it', () => {
    const { rooms, enter, closedRooms } = new TestRooms();
    const { number, secret } = rooms.create(enter('ann'));
    const moved = rooms.join({ ...enter('ann'), ...elsewhere }, number, moveHere);
    expect([moved.hostPeerId, moved.secret, moved.peers.length]).toEqual([moved.selfPeerId, secret, 1]);
    rooms.leave(moved.selfPeerId, 'left');
    expect(closedRooms).toEqual([number]);
  });

  test('U1: to another room leaves the first, whose hosting passes', () => {
    const { rooms, ann, bob, enter, number } = meet();
    const created = rooms.create({ ...enter('ann'), ...elsewhere }, moveHere);
    expect(created.number).not.toBe(number);
    expect([rooms.hasPeer(ann.selfPeerId), rooms.snapshot(bob.selfPeerId).hostPeerId]).toEqual([
      false,
      bob.selfPeerId,
    ]);
  });

  test('U1: takes no place more in a full room', () => {
    const { rooms, bob, enter, number } = meet();
    for (let index = 2; index < peersPerRoomMax; index += 1) rooms.join(enter(`peer ${index}`), number);
    expect(() => rooms.join(enter('one more'), number)).toThrow('room-full');
    rooms.join({ ...enter('bob'), ...elsewhere }, number, moveHere);
    expect([rooms.hasPeer(bob.selfPeerId), rooms.peerCount]).toEqual([false, peersPerRoomMax]);
  });

  test('X2: is not asked for from a window that is gone, which stays out when it wakes up', () => {
    const {
      rooms,
      bob,
      enter,
      number,
      test: { sent },
    } = meet();
    rooms.connectionLost(bob.selfPeerId);
    sent.length = 0;
    rooms.join({ ...enter('bob'), ...elsewhere }, number);
    expect(sent.map(({ notice }) => notice.name)).not.toContain('room:place-moved');
    expect(rooms.peerOfClient(enter('bob'))).toBeUndefined();
    expect(() => rooms.join(enter('bob'), number, { returning: true })).toThrow('in-meeting-elsewhere');
  });

  test('a place belongs to its window: another one of the account has none', () => {
    const { rooms, bob, enter } = meet();
    expect(rooms.peerOfClient({ ...enter('bob'), ...elsewhere })).toBeUndefined();
    expect(rooms.peerOfClient(enter('bob'))?.peerId).toBe(bob.selfPeerId);
    expect(() => rooms.create(enter('bob'))).toThrow('already-in-room');
  });
});

describe('a window that comes back by itself', () => {
  const returning = { returning: true };

  test('X2: finds the place that it lost for long', () => {
    const { rooms, bob, enter, number, loseForLong } = meet();
    loseForLong(bob.selfPeerId);
    expect(rooms.join(enter('bob'), number, returning).selfPeerId).toBe(bob.selfPeerId);
  });

  test('X2: stays out once its account was in the meeting at another window, however short', () => {
    const { rooms, bob, enter, number, loseForLong } = meet();
    loseForLong(bob.selfPeerId);
    rooms.leave(rooms.join({ ...enter('bob'), ...elsewhere }, number).selfPeerId, 'left');
    expect(() => rooms.join(enter('bob'), number, returning)).toThrow('not-in-room');
    expect(rooms.join(enter('bob'), number).selfPeerId).not.toBe(bob.selfPeerId);
  });

  test('X2: stays out once its account was in another room', () => {
    const { rooms, bob, enter, number, loseForLong } = meet();
    loseForLong(bob.selfPeerId);
    rooms.leave(rooms.create({ ...enter('bob'), ...elsewhere }).selfPeerId, 'left');
    expect(() => rooms.join(enter('bob'), number, returning)).toThrow('not-in-room');
  });

  test('X2: is refused alike where it has left, was never in, and where there is no room', () => {
    const { rooms, bob, enter, number } = meet();
    rooms.leave(bob.selfPeerId, 'left');
    for (const [name, wanted] of [
      ['bob', number],
      ['cid', number],
      ['cid', '99999'],
    ] as const)
      expect(() => rooms.join(enter(name), wanted, returning)).toThrow('not-in-room');
  });

  test('may try again where its media could not be opened', () => {
    const { rooms, bob, enter, number, loseForLong } = meet();
    loseForLong(bob.selfPeerId);
    rooms.turnBack(rooms.join(enter('bob'), number, returning).selfPeerId);
    expect(rooms.join(enter('bob'), number, returning).selfPeerId).toBe(bob.selfPeerId);
  });
});
