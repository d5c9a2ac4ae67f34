import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeerInfo, RoomSnapshot } from '../../protocol/room/roster.ts';
import { h264ReturnMs } from './jpeg-turn.ts';
import { PicturePublisher } from './picture-publisher.ts';
import { setUpSources } from './test-sources.ts';

const stage = { setOrigin: () => undefined, removeOrigin: () => undefined };
const peer = (peerId: string, abilities: Partial<PeerInfo> = {}): PeerInfo => ({
  peerId,
  nickname: peerId,
  connected: true,
  sources: [],
  ...abilities,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const { store } = setUpSources(() => undefined);
  const looks: string[] = [];
  const publisher = new PicturePublisher(store, stage, (source) => looks.push(source));
  const codecWith = (number: string, ...peers: PeerInfo[]) => {
    store.setState({ room: { number, peers } as unknown as RoomSnapshot });
    return publisher.codecOf('h264', undefined);
  };
  return { looks, codecWith };
}
const firefox = peer('firefox', { playsH264: false });

test('X4: pictures go out as JPEG while a member is there who receives no H.264, and for a while after', () => {
  const { looks, codecWith } = setUp();
  expect(codecWith('00001', peer('self'), peer('chromium'))).toBe('h264');
  expect(codecWith('00001', peer('self'), firefox)).toBe('jpeg');
  expect(codecWith('00001', peer('self'))).toBe('jpeg');
  vi.advanceTimersByTime(h264ReturnMs - 1);
  expect([codecWith('00001', peer('self')), looks]).toEqual(['jpeg', []]);
  vi.advanceTimersByTime(1);
  expect(looks).toEqual(['camera', 'screen']);
  expect(codecWith('00001', peer('self'))).toBe('h264');
});

test('X4: one who receives no H.264 and comes back soon brings no other change of codec', () => {
  const { looks, codecWith } = setUp();
  codecWith('00001', peer('self'), firefox);
  codecWith('00001', peer('self'));
  vi.advanceTimersByTime(h264ReturnMs - 1);
  codecWith('00001', peer('self'), firefox);
  vi.advanceTimersByTime(h264ReturnMs);
  expect([codecWith('00001', peer('self'), firefox), looks]).toEqual(['jpeg', []]);
});

test('X4: what a member of one room receives decides nothing in the next', () => {
  const { looks, codecWith } = setUp();
  codecWith('00001', peer('self'), firefox);
  expect(codecWith('00002', peer('self'))).toBe('h264');
  vi.advanceTimersByTime(h264ReturnMs);
  expect(looks).toEqual([]);
});
