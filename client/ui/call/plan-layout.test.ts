import { expect, test } from 'vitest';
import type { TileInfo, Tiles } from './list-tiles.ts';
import { orderStrip, planFeatured, planLayout, type StripOrder } from './plan-layout.ts';

function tile(peerId: string, kind: TileInfo['kind'] = 'person', own = false): TileInfo {
  const peer = { peerId, nickname: peerId, connected: true, sources: [] };
  return { key: kind === 'person' ? peerId : `${peerId} screen`, kind, peer, picture: undefined, own };
}

const people: Tiles = { small: [tile('self', 'person', true), tile('a'), tile('b')], large: [] };
const withScreen: Tiles = { ...people, large: [tile('a', 'screen')] };
const nothing = { layout: 'grid', pinnedKey: undefined, speakerPeerId: undefined } as const;

test('in the grid no tile is featured unless pinned', () => {
  expect(planFeatured(people, { ...nothing, speakerPeerId: 'b' })).toBeUndefined();
  expect(planFeatured(people, { ...nothing, pinnedKey: 'b' })?.key).toBe('b');
});

test('beside the strip stands who speaks, and before anybody spoke the first of the others', () => {
  expect(planFeatured(people, { ...nothing, layout: 'speaker' })?.key).toBe('a');
  expect(planFeatured(people, { ...nothing, layout: 'speaker', speakerPeerId: 'b' })?.key).toBe('b');
});

test('a shared screen is large rather than the speaker, but not rather than what is pinned', () => {
  const wishes = { ...nothing, layout: 'speaker', speakerPeerId: 'b' } as const;
  expect(planFeatured(withScreen, wishes)).toBeUndefined();
  expect(planLayout(withScreen, undefined).large.map(({ key }) => key)).toEqual(['a screen']);
  const pinned = planFeatured(withScreen, { ...wishes, pinnedKey: 'b' });
  const { large, small } = planLayout(withScreen, pinned);
  expect(large.map(({ key }) => key)).toEqual(['b']);
  expect(small.map(({ key }) => key)).toEqual(['self', 'a', 'a screen']);
});

test('a pin on a member who left counts no more', () => {
  expect(planFeatured(people, { ...nothing, pinnedKey: 'gone' })).toBeUndefined();
});

test('when the speaker changes only the two tiles change places', () => {
  const keys = ['self', 'a', 'b', 'c', 'd'];
  const first = orderStrip(undefined, keys, 'a');
  const second = orderStrip(first, keys, 'c');
  expect(second.keys).toEqual(['self', 'c', 'b', 'a', 'd']);
  expect(orderStrip(second, keys, 'c')).toBe(second);
});

test('a member who joins goes to the end, one who leaves moves no other', () => {
  const order: StripOrder = { keys: ['self', 'c', 'b', 'a'], featuredKey: 'c' };
  expect(orderStrip(order, ['self', 'a', 'c', 'd'], 'c').keys).toEqual(['self', 'c', 'a', 'd']);
  expect(orderStrip(order, ['self', 'a', 'b'], 'a').keys).toEqual(['self', 'b', 'a']);
});

test('back in the grid all stand in the order of arrival', () => {
  const order: StripOrder = { keys: ['self', 'c', 'b', 'a'], featuredKey: 'c' };
  expect(orderStrip(order, ['self', 'a', 'b', 'c'], undefined).keys).toEqual(['self', 'a', 'b', 'c']);
});
