import { expect, test } from 'vitest';
import type { PeerInfo, RoomSnapshot } from '../../protocol/roster.ts';
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

test('X4: pictures go out as JPEG while a member is there who receives no H.264, and as preferred again after', () => {
  const { store } = setUpSources(() => undefined);
  const publisher = new PicturePublisher(store, stage, () => undefined);
  const codecWith = (...peers: PeerInfo[]) => {
    store.setState({ room: { peers } as unknown as RoomSnapshot });
    return publisher.codecOf('h264', undefined);
  };
  expect(codecWith(peer('self'), peer('chromium'))).toBe('h264');
  expect(codecWith(peer('self'), peer('chromium'), peer('firefox', { playsH264: false }))).toBe('jpeg');
  expect(codecWith(peer('self'), peer('chromium'))).toBe('h264');
});
