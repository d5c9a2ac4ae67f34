import { describe, expect, test } from 'vitest';
import type { PeerInfo, RoomSnapshot, SourceInfo } from '../../protocol/room/roster.ts';
import { applyNotice, sourcesOfOthers } from './room-view.ts';

const camera: SourceInfo = { producerId: 'cam', source: 'camera', codec: 'h264', paused: false };
const peer = (peerId: string, sources: SourceInfo[] = []): PeerInfo => ({
  peerId,
  nickname: peerId,
  connected: true,
  sources,
});
const room: RoomSnapshot = {
  number: '00042',
  secret: 's',
  locked: false,
  voice: { chosen: 'speex', used: 'speex' },
  hostPeerId: 'ada',
  selfPeerId: 'ada',
  peers: [peer('ada', [{ ...camera, producerId: 'own' }]), peer('bob', [camera])],
};
const bob = (changed: RoomSnapshot): PeerInfo | undefined =>
  changed.peers.find(({ peerId }) => peerId === 'bob');

describe('a notice changes the picture of the room', () => {
  test('a peer that joined stands last, and only once when told twice', () => {
    const notice = { name: 'peer:joined', body: { peer: peer('eve') } } as const;
    const changed = applyNotice(applyNotice(room, notice), notice);
    expect(changed.peers.map(({ peerId }) => peerId)).toEqual(['ada', 'bob', 'eve']);
  });

  test('a peer that came back stands where it stood', () => {
    const notice = { name: 'peer:joined', body: { peer: peer('eve'), before: 'bob' } } as const;
    expect(applyNotice(room, notice).peers.map(({ peerId }) => peerId)).toEqual(['ada', 'eve', 'bob']);
  });

  test('X4: a peer that receives no H.264 any more is seen as such, and one that does again as any other', () => {
    const told = (playsH264: boolean) =>
      ({ name: 'peer:formats-changed', body: { peerId: 'bob', playsH264 } }) as const;
    const changed = applyNotice(room, told(false));
    expect(bob(changed)?.playsH264).toBe(false);
    expect(applyNotice(changed, told(true))).toEqual(room);
  });

  test('a peer that left is gone with its sources', () => {
    const changed = applyNotice(room, { name: 'peer:left', body: { peerId: 'bob', reason: 'left' } });
    expect(sourcesOfOthers(changed)).toEqual([]);
  });

  test('a started source replaces one of the same id', () => {
    const source = { ...camera, codec: 'jpeg' } as const;
    expect(
      bob(applyNotice(room, { name: 'source:started', body: { peerId: 'bob', source } }))?.sources,
    ).toEqual([source]);
  });

  test('pausing and stopping touch the one source they name', () => {
    const paused = applyNotice(room, {
      name: 'source:paused',
      body: { peerId: 'bob', producerId: 'cam', paused: true },
    });
    expect(bob(paused)?.sources).toEqual([{ ...camera, paused: true }]);
    const stopped = applyNotice(paused, {
      name: 'source:stopped',
      body: { peerId: 'bob', producerId: 'cam' },
    });
    expect(bob(stopped)?.sources).toEqual([]);
    expect(stopped.peers[0]).toBe(room.peers[0]);
  });

  test('connection, lock, voice and host are taken over', () => {
    expect(
      bob(applyNotice(room, { name: 'peer:connection-changed', body: { peerId: 'bob', connected: false } }))
        ?.connected,
    ).toBe(false);
    expect(applyNotice(room, { name: 'room:locked', body: { locked: true } }).locked).toBe(true);
    const voice = { chosen: 'speex', used: 'opus' } as const;
    expect(applyNotice(room, { name: 'room:voice-changed', body: { voice } }).voice).toEqual(voice);
    expect(applyNotice(room, { name: 'room:host-changed', body: { hostPeerId: 'bob' } }).hostPeerId).toBe(
      'bob',
    );
  });

  test('lost media leaves the people and takes every source', () => {
    const changed = applyNotice(room, { name: 'media:lost', body: { reason: 'worker-died' } });
    expect(changed.peers.map(({ sources }) => sources)).toEqual([[], []]);
  });

  test('a notice that is not about the roster leaves the same object', () => {
    expect(applyNotice(room, { name: 'video:key-frame-requested', body: { producerId: 'own' } })).toBe(room);
  });
});

test('only the sources of others can be received', () => {
  expect(sourcesOfOthers(room)).toEqual([{ peerId: 'bob', source: camera }]);
});
