import { expect, test, vi } from 'vitest';
import { machineClock as clock } from './dispatch/clock.ts';
import { createRooms } from './create-rooms.ts';

const listener = {
  roomOpened: vi.fn(),
  roomChanged: vi.fn(),
  peerGone: vi.fn(),
  roomEmptied: vi.fn(),
  roomClosed: vi.fn(),
};

function open(kept: Parameters<typeof createRooms>[0]['kept']) {
  const info = vi.fn();
  const outbox = { send: () => undefined };
  const { rooms } = createRooms({ outbox, listener, resting: [], kept, clock, log: { info } });
  return { rooms, info };
}

const entrant = { accountId: 'ann', clientId: 'window', nickname: 'Ann', playsSpeex: true };

test('a room has a secret and a peer an id of 128 random bits', () => {
  const { rooms } = open([]);
  const { selfPeerId, secret } = rooms.create(entrant);
  expect(selfPeerId).toMatch(/^[\w-]{22}$/);
  expect(secret).toMatch(/^[\w-]{22}$/);
  expect(secret).not.toBe(selfPeerId);
});

test('rooms that were kept are open again, which is logged', () => {
  const first = open([]);
  const { number } = first.rooms.create(entrant);
  const kept = first.rooms.keptRoom(number);
  expect(first.info).not.toHaveBeenCalled();
  const { rooms, info } = open(kept === undefined ? [] : [kept]);
  expect(rooms.keptRoom(number)).toEqual(kept);
  expect(info).toHaveBeenCalledExactlyOnceWith({ rooms: 1 }, expect.any(String));
});
