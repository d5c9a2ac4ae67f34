import { expect, test } from 'vitest';
import type { SourceInfo } from '../protocol/room/roster.ts';
import { TestRooms } from './test-rooms.ts';

const camera: SourceInfo = { producerId: 'camera1', source: 'camera', codec: 'h264', paused: false };

test('one of a kind is on at a time, and every change is told to the others alone', () => {
  const { rooms, sources, enter, sent } = new TestRooms();
  const ann = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), ann.number);
  sent.length = 0;
  sources.start(bob.selfPeerId, camera);
  expect(() => sources.start(bob.selfPeerId, { ...camera, producerId: 'camera2' })).toThrow(
    'source-already-on',
  );
  sources.pause(bob.selfPeerId, camera.producerId, true);
  sources.pause(bob.selfPeerId, camera.producerId, true);
  sources.stop(bob.selfPeerId, camera.producerId);
  expect(() => sources.stop(bob.selfPeerId, camera.producerId)).toThrow('no-such-producer');
  expect(sent.map(({ notice }) => notice.name)).toEqual([
    'source:started',
    'source:paused',
    'source:stopped',
  ]);
  expect(sent.every(({ to }) => to.length === 1 && to[0] === ann.selfPeerId)).toBe(true);
});

test('no peer pauses or stops what another sends', () => {
  const { rooms, sources, enter } = new TestRooms();
  const ann = rooms.create(enter('ann'));
  const bob = rooms.join(enter('bob'), ann.number);
  sources.start(ann.selfPeerId, camera);
  expect(() => sources.pause(bob.selfPeerId, camera.producerId, true)).toThrow('no-such-producer');
  expect(() => sources.stop(bob.selfPeerId, camera.producerId)).toThrow('no-such-producer');
});
