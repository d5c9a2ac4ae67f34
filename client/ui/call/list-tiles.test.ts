import { expect, test } from 'vitest';
import type { PeerInfo, RoomSnapshot, SourceInfo } from '../../../protocol/room/roster.ts';
import { listTiles } from './list-tiles.ts';

function source(kind: SourceInfo['source'], paused = false): SourceInfo {
  return { producerId: `of-${kind}`, source: kind, codec: kind === 'microphone' ? 'speex' : 'h264', paused };
}

function peer(peerId: string, ...sources: SourceInfo[]): PeerInfo {
  return { peerId, nickname: peerId, connected: true, sources };
}

function room(...peers: PeerInfo[]): RoomSnapshot {
  return {
    number: '00001',
    secret: 's',
    locked: false,
    voice: { chosen: 'speex', used: 'speex' },
    hostPeerId: 'a',
    selfPeerId: 'self',
    peers,
  };
}

test('oneself comes first, the others in order of arrival', () => {
  const { small } = listTiles(room(peer('a'), peer('self'), peer('b')));
  expect(small.map(({ key, own }) => [key, own])).toEqual([
    ['self', true],
    ['a', false],
    ['b', false],
  ]);
});

test('camera and screen of one person are two tiles, the screen a large one', () => {
  const { small, large } = listTiles(room(peer('self'), peer('a', source('camera'), source('screen'))));
  expect(small[1]?.picture?.source).toBe('camera');
  expect(large.map(({ kind, picture }) => [kind, picture?.source])).toEqual([['screen', 'screen']]);
});

test('a person without camera keeps a tile, without a picture', () => {
  const { small } = listTiles(room(peer('self'), peer('a', source('microphone'))));
  expect(small[1]?.picture).toBeUndefined();
});

test('a muted picture is not shown', () => {
  const { small, large } = listTiles(
    room(peer('self'), peer('a', source('camera', true), source('screen', true))),
  );
  expect(small[1]?.picture).toBeUndefined();
  expect(large).toEqual([]);
});

test('the own screen is a small tile, so that it does not show itself within itself', () => {
  const { small, large } = listTiles(room(peer('self', source('screen')), peer('a')));
  expect(small.map(({ kind }) => kind)).toEqual(['person', 'person', 'screen']);
  expect(large).toEqual([]);
});
