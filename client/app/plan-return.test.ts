import { expect, test } from 'vitest';
import { desertedRoomGraceMs } from '../../protocol/limits.ts';
import { mayReturn } from './plan-return.ts';
import type { Seat } from './stored-seat.ts';

const seat: Seat = {
  accountId: 'ann',
  call: { number: '43839', microphone: 'on', camera: 'off', share: 'off', place: { clientId: 'window-1' } },
  seenAtMs: 1_000_000,
  hash: '#/chats/c1',
};

test.each([
  ['the address names the call', '#/m/43839', 0, true],
  ['an invitation to the same meeting was followed', '#/43839?key=abc', 0, true],
  ['the address was left out', '', 0, false],
  ['the address leads to another meeting', '#/m/43838', 0, false],
  ['the address names the place that was looked at beside the call', '#/chats/c1', 0, true],
  ['the address names another place', '#/home', 0, false],
  ['that place was looked at too long ago', '#/chats/c1', desertedRoomGraceMs + 1, false],
  ['the page was there just within the time', '#/m/43839', desertedRoomGraceMs, true],
  ['the page was there too long ago', '#/m/43839', desertedRoomGraceMs + 1, false],
  ['the clock was set back by an hour', '#/m/43839', -3_600_000, false],
] as const)('U2: %s', (_name, hash, laterMs, expected) => {
  expect(mayReturn(seat, hash, seat.seenAtMs + laterMs)).toBe(expected);
});
