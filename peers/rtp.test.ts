import { describe, expect, test } from 'vitest';
import { isRtcp, payloadOffset, readKeyFrameRequests, writeRtpHeader, writeSenderReport } from './rtp.ts';

describe('RTP', () => {
  test('payloads are found behind headers with and without an extension', () => {
    const bytes = Buffer.alloc(40);
    const header = { payloadType: 111, marker: false, sequence: 1, time: 2, ssrc: 3 };
    expect(writeRtpHeader(bytes, header)).toBe(12);
    expect(payloadOffset(bytes)).toBe(12);
    expect(writeRtpHeader(bytes, { ...header, level: { extensionId: 1, value: 30 } })).toBe(20);
    expect(payloadOffset(bytes)).toBe(20);
    expect(isRtcp(bytes)).toBe(false);
  });

  test('wishes for key frames are read out of a compound packet, and a broken one has none', () => {
    const pli = Buffer.from([0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 7]);
    const fir = Buffer.from([0x84, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 1, 0, 0, 0]);
    const report = writeSenderReport({ ssrc: 5, atMs: 1000.5, time: 90_000, packets: 2, bytes: 3 });
    expect(isRtcp(report)).toBe(true);
    expect(readKeyFrameRequests(Buffer.concat([report, pli, fir]))).toEqual([7, 9]);
    expect(readKeyFrameRequests(pli.subarray(0, 9))).toEqual([]);
  });
});
