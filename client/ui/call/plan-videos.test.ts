import { expect, test } from 'vitest';
import type { TileInfo } from './list-tiles.ts';
import { planVideos } from './plan-videos.ts';

function tile(peerId: string, kind: TileInfo['kind'] = 'person', own = false): TileInfo {
  const source = kind === 'person' ? 'camera' : 'screen';
  const picture = { producerId: `${peerId} ${source}`, source, codec: 'h264', paused: false } as const;
  const peer = { peerId, nickname: peerId, connected: true, sources: [picture] };
  return { key: kind === 'person' ? peerId : `${peerId} screen`, kind, peer, picture, own };
}

const noChoice = { pinnedKey: undefined, recentPeerIds: [] };
const shownKeys = (tiles: readonly TileInfo[]) =>
  tiles.filter(({ picture }) => picture).map(({ key }) => key);

test('within the limit all are seen', () => {
  const tiles = [tile('a'), tile('b')];
  expect(planVideos(tiles, { ...noChoice, videosMax: 25 })).toEqual(tiles);
});

test('beyond the limit the first are seen, and every tile keeps its place', () => {
  const planned = planVideos([tile('a'), tile('b'), tile('c')], { ...noChoice, videosMax: 2 });
  expect(planned.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  expect(shownKeys(planned)).toEqual(['a', 'b']);
});

test('screens come before people, the pinned before the speakers, the latest speaker before the earlier', () => {
  const tiles = [tile('a'), tile('b'), tile('c'), tile('d'), tile('b', 'screen')];
  const wishes = { pinnedKey: 'd', recentPeerIds: ['c', 'b'] };
  expect(shownKeys(planVideos(tiles, { ...wishes, videosMax: 1 }))).toEqual(['b screen']);
  expect(shownKeys(planVideos(tiles, { ...wishes, videosMax: 2 }))).toEqual(['d', 'b screen']);
  expect(shownKeys(planVideos(tiles, { ...wishes, videosMax: 3 }))).toEqual(['c', 'd', 'b screen']);
});

test('the own camera is always seen and takes no place of another', () => {
  const tiles = [tile('self', 'person', true), tile('a'), tile('b')];
  expect(shownKeys(planVideos(tiles, { ...noChoice, videosMax: 1 }))).toEqual(['self', 'a']);
  expect(shownKeys(planVideos(tiles, { ...noChoice, videosMax: 0 }))).toEqual(['self']);
});
