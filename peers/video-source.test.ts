import { describe, expect, test } from 'vitest';
import { isRtcp } from './rtp.ts';
import { VideoSource } from './video-source.ts';

function open() {
  const packets: Buffer[] = [];
  const source = new VideoSource('camera', [1, 2], (bytes) => packets.push(Buffer.from(bytes)) > 0);
  return { packets, source };
}

describe('an H.264 source', () => {
  test('owes a key frame once per wish, and not sooner than browsers would', () => {
    const { source } = open();
    expect(source.takeKeyFrameRequest(0, 1000)).toBe(true);
    expect(source.takeKeyFrameRequest(0, 1001)).toBe(false);
    source.requestKeyFrame(1);
    expect(source.takeKeyFrameRequest(0, 1200)).toBe(false);
    expect(source.takeKeyFrameRequest(0, 1300)).toBe(true);
    expect(source.takeKeyFrameRequest(1, 1300)).toBe(true);
  });

  test('sends every layer until it is told which are watched, and reports those that it has sent', () => {
    const { packets, source } = open();
    expect(source.isWatched(1)).toBe(true);
    source.watch([0]);
    expect(source.isWatched(1)).toBe(false);
    source.send(0, { payload: Buffer.from('a slice'), marker: true }, 1000);
    source.report(2000);
    expect(packets.map((packet) => isRtcp(packet))).toEqual([false, true]);
    expect(packets[0]?.readUInt32BE(8)).toBe(1);
  });
});
