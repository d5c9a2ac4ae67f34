import { expect, test } from 'vitest';
import { keepScreens } from './keep-screens.ts';
import type { TileInfo, Tiles } from './list-tiles.ts';

function tile(peerId: string, kind: TileInfo['kind'] = 'person', own = false): TileInfo {
  const peer = { peerId, nickname: peerId, connected: true, sources: [] };
  return { key: kind === 'person' ? peerId : `${peerId} screen`, kind, peer, picture: undefined, own };
}

const people = [tile('self', 'person', true), tile('a'), tile('b')];
const screenA = tile('a', 'screen');
const screenB = tile('b', 'screen');
const ownScreen = tile('self', 'screen', true);
const always = () => true;
const keysOf = ({ small, large }: Tiles) => [small.map(({ key }) => key), large.map(({ key }) => key)];

test('a screen that is gone for a moment keeps its place among the others', () => {
  const kept = keepScreens({ small: people, large: [screenB] }, [screenA, screenB], always);
  expect(keysOf(kept)).toEqual([
    ['self', 'a', 'b'],
    ['a screen', 'b screen'],
  ]);
});

test('one that begins anew is shown as what it is now', () => {
  const anew = { ...screenA };
  expect(keepScreens({ small: people, large: [anew] }, [screenA], always).large).toEqual([anew]);
  expect(keepScreens({ small: people, large: [anew] }, [screenA], always).large[0]).toBe(anew);
});

test('the own one stays among the small ones, and goes at once when it may not linger', () => {
  expect(keysOf(keepScreens({ small: people, large: [] }, [ownScreen], always))[0]).toContain('self screen');
  expect(keysOf(keepScreens({ small: people, large: [] }, [ownScreen], () => false))[0]).not.toContain(
    'self screen',
  );
});

test('who has left takes the screen along', () => {
  expect(keepScreens({ small: people.slice(0, 2), large: [] }, [screenB], always).large).toEqual([]);
});
