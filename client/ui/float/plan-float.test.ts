import { expect, test } from 'vitest';
import type { TileInfo, Tiles } from '../call/list-tiles.ts';
import { planFloat } from './plan-float.ts';

function tile(peerId: string, kind: TileInfo['kind'] = 'person', own = false): TileInfo {
  const peer = { peerId, nickname: peerId, connected: true, sources: [] };
  return { key: kind === 'person' ? peerId : `${peerId} screen`, kind, peer, picture: undefined, own };
}

const people: Tiles = { small: [tile('self', 'person', true), tile('a'), tile('b')], large: [] };
const withScreen: Tiles = { ...people, large: [tile('a', 'screen')] };
const noChoice = { pinnedKey: undefined, speakerPeerId: undefined };

test('what is pinned floats, whichever member speaks or shares', () => {
  expect(planFloat(withScreen, { pinnedKey: 'b', speakerPeerId: 'a' })?.key).toBe('b');
});

test('a shared screen floats rather than who speaks', () => {
  expect(planFloat(withScreen, { ...noChoice, speakerPeerId: 'b' })?.key).toBe('a screen');
});

test('who speaks floats, before anybody spoke the first of the others, and alone oneself', () => {
  expect(planFloat(people, { ...noChoice, speakerPeerId: 'b' })?.key).toBe('b');
  expect(planFloat(people, noChoice)?.key).toBe('a');
  expect(planFloat({ small: people.small.slice(0, 1), large: [] }, noChoice)?.key).toBe('self');
});
