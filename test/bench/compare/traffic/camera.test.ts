import { expect, test } from 'vitest';
import { Camera } from './camera.ts';
import { packetStampBytes, readPacketStamp } from './packet-stamp.ts';

const settings = { packetsPerFrame: 3, payloadBytes: 200, keyFrameEvery: 2 };

test('every packet has the wanted size, and a number of its own at its end', () => {
  const camera = new Camera(settings);
  const numbers = [1, 2, 3].flatMap(() =>
    camera.takeFrame().map((payload) => {
      expect(payload).toHaveLength(settings.payloadBytes);
      return readPacketStamp(payload)?.sequence;
    }),
  );
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(camera.sequence).toBe(9);
});

test('every second frame is a key frame, which begins with its parameter sets and a slice that fills the packet', () => {
  const camera = new Camera(settings);
  const [first, second, third] = [camera.takeFrame(), camera.takeFrame(), camera.takeFrame()];
  expect(nalsOf(first[0])).toEqual([7, 8, 5]);
  expect(nalsOf(third[0])).toEqual([7, 8, 5]);
  expect(first.slice(1).map((payload) => (payload[0] ?? 0) & 0x1f)).toEqual([5, 5]);
  expect(second.map((payload) => (payload[0] ?? 0) & 0x1f)).toEqual([1, 1, 1]);
});

test('a payload shorter than a stamp has none', () => {
  expect(readPacketStamp(new Uint8Array(packetStampBytes - 1))).toBeUndefined();
});

/** Types of the NAL units of a STAP-A; fails when their lengths do not fill the packet. */
function nalsOf(payload: Uint8Array | undefined): number[] {
  const bytes = Buffer.from(payload ?? []);
  expect((bytes[0] ?? 0) & 0x1f).toBe(24);
  const types: number[] = [];
  let offset = 1;
  while (offset < bytes.length) {
    types.push((bytes[offset + 2] ?? 0) & 0x1f);
    offset += 2 + bytes.readUInt16BE(offset);
  }
  expect(offset).toBe(bytes.length);
  return types;
}
