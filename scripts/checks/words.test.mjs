import { expect, test } from 'vitest';
import { findReplaced } from './words.mjs';

test('a replaced name is found in the text, with its line and the name in use', () => {
  expect(findReplaced('server/net/a.ts', 'const a = 1;\nnew SocketCrowd(a);\n')).toEqual([
    'server/net/a.ts:2: SocketCrowd is called ConnectionLimiter now.',
  ]);
});

test('a replaced name is found in the name of a file, of a test as well', () => {
  expect(findReplaced('server/media/voice-gate.test.ts', '')).toEqual([
    'server/media/voice-gate.test.ts: a file is named active-speaker-selector, not voice-gate.',
  ]);
});

test('a class that ends in Desk is found, a desktop is not', () => {
  expect(findReplaced('client/app/a.ts', 'class RoomDesk {}\nclass Desktop {}\n')).toEqual([
    'client/app/a.ts:1: RoomDesk is called Controller, or Service in client/main.',
  ]);
});

test('longer names and other words pass', () => {
  expect(findReplaced('sql/kept-rooms.ts', 'const keptRooms = [], visitors = 1, MediaLinks = 2;')).toEqual(
    [],
  );
});
