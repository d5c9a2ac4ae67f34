import { describe, expect, test } from 'vitest';
import { createH264Checker } from './check-h264.ts';
import { packetizeFrame, payloadMaxBytes, splitFrames } from './h264-packets.ts';
import { writeLetterStamp } from './stamp.ts';

const nal = (type: number, bytes: number) =>
  Buffer.concat([Buffer.of(0x60 | type), Buffer.alloc(bytes, 0xab)]);
const startCode = Buffer.of(0, 0, 0, 1);
const delimiter = Buffer.of(9, 0xf0);
const [sps, pps] = [nal(7, 20), nal(8, 4)];
const keyFrame = packetizeFrame([sps, pps, nal(5, 5000)]);
const smallFrame = packetizeFrame([nal(1, 300)]);

/** Sends frames without the packets of these numbers; what the checker says of each frame. */
function pass(frames: readonly (typeof keyFrame)[], lost: readonly number[] = []) {
  const checker = createH264Checker();
  let number = 0;
  let follows = true;
  return frames.flatMap(({ payloads, stampOffset }) => {
    const [first] = payloads;
    if (first !== undefined) writeLetterStamp(first, stampOffset, 1234.5);
    return payloads.flatMap((payload, place) => {
      number += 1;
      if (lost.includes(number)) {
        follows = false;
        return [];
      }
      const frame = checker.take(payload, place === payloads.length - 1, follows);
      follows = true;
      return frame === undefined ? [] : [frame];
    });
  });
}

describe('H.264 in packets', () => {
  test('a stream is cut at its delimiters, and its own messages are left out', () => {
    const frames = [
      [delimiter, sps, pps, nal(6, 9), nal(5, 40)],
      [delimiter, nal(1, 30)],
    ];
    const stream = Buffer.concat(frames.flat().flatMap((part) => [startCode, part]));
    expect(splitFrames(stream)).toEqual([[sps, pps, nal(5, 40)], [nal(1, 30)]]);
  });

  test('no packet is larger than a connection takes, and nothing of a slice is lost in cutting', () => {
    expect(keyFrame.isKey).toBe(true);
    expect(keyFrame.payloads.every(({ length }) => length <= payloadMaxBytes)).toBe(true);
    const fragments = keyFrame.payloads.slice(1).map((payload) => payload.subarray(2));
    expect(Buffer.concat(fragments)).toEqual(nal(5, 5000).subarray(1));
    expect(keyFrame.payloads[0]?.indexOf(sps)).toBe(3);
  });

  test('a small frame is one packet that carries its time', () => {
    expect(smallFrame.isKey).toBe(false);
    expect(smallFrame.payloads).toHaveLength(1);
    expect(pass([keyFrame, smallFrame])).toEqual([
      { sentAtMs: 1234.5, isDecodable: true },
      { sentAtMs: 1234.5, isDecodable: true },
    ]);
  });

  test('what comes before the first key frame cannot be decoded', () => {
    expect(pass([smallFrame, keyFrame]).map(({ isDecodable }) => isDecodable)).toEqual([false, true]);
  });

  test('after a lost packet nothing can be decoded until the next key frame', () => {
    const frames = pass([keyFrame, smallFrame, keyFrame], [3]);
    expect(frames.map(({ isDecodable }) => isDecodable)).toEqual([false, false, true]);
  });

  test('fragments that are not a slice from beginning to end are noticed without numbers', () => {
    const checker = createH264Checker();
    const [first, begin, ...rest] = keyFrame.payloads;
    const twice = [first, begin, begin, ...rest].filter((payload) => payload !== undefined);
    const frames = twice.map((payload, place) => checker.take(payload, place === twice.length - 1, true));
    expect(frames.at(-1)?.isDecodable).toBe(false);
  });
});
