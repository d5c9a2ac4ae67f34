import { expect, test } from 'vitest';
import { findOutbound, sampleSent } from './sample-sent.ts';

const peer = { peerId: 'ann', nickname: 'Ann' } as Parameters<typeof sampleSent>[0];
const camera = { producerId: 'p1', source: 'camera', codec: 'h264', paused: false } as const;
const layer = (id: string, frameWidth: number, framesPerSecond: number) => ({
  id,
  type: 'outbound-rtp',
  mid: '1',
  frameWidth,
  frameHeight: (frameWidth * 9) / 16,
  framesPerSecond,
  bytesSent: 1000,
  packetsSent: 10,
});
const entries = [
  layer('small', 320, 15),
  layer('middle', 640, 30),
  layer('large', 1280, 0),
  { id: 'voice', type: 'outbound-rtp', mid: '0', bytesSent: 77, packetsSent: 7 },
  { id: 'r1', type: 'remote-inbound-rtp', localId: 'middle', packetsLost: 4 },
  { id: 'r2', type: 'remote-inbound-rtp', localId: 'voice', packetsLost: 1 },
  { id: 'c', type: 'data-channel', dataChannelIdentifier: 3, bytesSent: 500 },
];

test('U15: a sent camera counts all its layers, and shows the largest that goes out', () => {
  const sample = sampleSent(peer, camera, findOutbound(entries, { mid: '1' }));
  expect(sample).toMatchObject({
    direction: 'sent',
    bytes: 3000,
    received: 26,
    lost: 4,
    layer: 1,
    picture: { width: 640, height: 360, framesPerSecond: 30 },
  });
});

test('U15: pictures on a channel are counted in bytes alone', () => {
  const jpeg = { ...camera, codec: 'jpeg' } as const;
  const sample = sampleSent(peer, jpeg, findOutbound(entries, { dataChannelIdentifier: 3 }));
  expect(sample).toMatchObject({ bytes: 500, received: 0, lost: 0, picture: undefined, layer: undefined });
});

test('what is not carried just now has no figures', () => {
  const sample = sampleSent(peer, camera, findOutbound(entries, undefined));
  expect(sample).toMatchObject({ bytes: undefined, received: 0, lost: 0 });
});
