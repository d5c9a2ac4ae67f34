import { expect, test } from 'vitest';
import { type CapturedPacket, readCapture } from './read-capture.ts';
import { keepPunctual } from './keep-punctual.ts';
import { type Crossing, readCrossings } from './read-crossings.ts';

const [sender, receiver, relay] = [5001, 5002, 9000];
const ports = new Set([sender, receiver]);
const payloadBytes = 1140;

function rtp(sequence: number, ssrc: number, type = 96): Uint8Array {
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, type);
  view.setUint16(2, sequence);
  view.setUint32(8, ssrc);
  return head;
}

const into = (atMs: number, head: Uint8Array): CapturedPacket => ({
  atMs,
  sourcePort: sender,
  destinationPort: relay,
  payloadBytes,
  head,
});
const outOf = (atMs: number, head: Uint8Array, segments = 1): CapturedPacket => ({
  atMs,
  sourcePort: relay,
  destinationPort: receiver,
  payloadBytes: segments * payloadBytes,
  head,
});

const delaysOf = (packets: readonly CapturedPacket[]): number[] =>
  readCrossings(packets, ports).crossings.map(({ delayMs }) => delayMs);

test('a packet is known again although the relay numbers anew, over the end of the numbers too', () => {
  const packets = [0, 1, 2].flatMap((index) => [
    into(10 * index, rtp((65_534 + index) & 0xffff, 7)),
    outOf(10 * index + 1 + index, rtp(100 + index, 8)),
  ]);
  expect(delaysOf(packets)).toEqual([1, 2, 3]);
});

test('packets that were handed over together count one by one', () => {
  const packets = [
    into(0, rtp(1, 7)),
    outOf(1, rtp(50, 8)),
    ...[2, 3, 4].map((sequence) => into(sequence, rtp(sequence, 7))),
    outOf(5, rtp(51, 8), 3),
  ];
  expect(delaysOf(packets)).toEqual([1, 3, 2, 1]);
});

test('what was lost, other streams and other protocols do not count', () => {
  const packets = [
    into(0, rtp(1, 7)),
    outOf(1, rtp(50, 8)),
    into(2, rtp(2, 7)),
    outOf(2, rtp(1, 1234)),
    outOf(2, rtp(9, 8, 201)),
    into(2, new Uint8Array([22, 254, 253])),
    into(3, rtp(3, 7)),
    outOf(4, rtp(52, 8)),
  ];
  expect(readCrossings(packets, ports)).toEqual({
    crossings: [
      { number: 0, inAtMs: 0, delayMs: 1 },
      { number: 2, inAtMs: 3, delayMs: 1 },
    ],
    sent: 3,
  });
});

test("tcpdump's file is read, and what is none is refused", () => {
  const file = Buffer.alloc(24 + 16 + 14 + 20 + 8 + 4);
  file.writeUInt32LE(0xa1b23c4d, 0);
  file.writeUInt32LE(12, 24);
  file.writeUInt32LE(500_000, 28);
  file.writeUInt32LE(14 + 20 + 8 + 4, 32);
  const ip = 24 + 16 + 14;
  file.writeUInt8(0x45, ip);
  file.writeUInt16BE(20 + 8 + 700, ip + 2);
  file.writeUInt16BE(sender, ip + 20);
  file.writeUInt16BE(relay, ip + 22);
  file.set([1, 2, 3, 4], ip + 28);
  expect(readCapture(file)).toEqual([
    {
      atMs: 12_000.5,
      sourcePort: sender,
      destinationPort: relay,
      payloadBytes: 700,
      head: Buffer.from([1, 2, 3, 4]),
    },
  ]);
  // Cut off in the middle of a packet.
  expect(readCapture(file.subarray(0, file.length - 1))).toEqual([]);
  expect(() => readCapture(Buffer.alloc(24))).toThrow('no capture');
});

test('what was sent late does not count, nor what any room sent soon after it', () => {
  const evenly = (startMs: number): Crossing[] =>
    Array.from({ length: 50 }, (_, number) => ({ number, inAtMs: startMs + 2 * number, delayMs: 1 }));
  // The sender of both stood still from 10 to 16 ms.
  const rooms = [0, 0.5].map((startMs) =>
    evenly(startMs).map((crossing) =>
      crossing.inAtMs > 10 && crossing.inAtMs < 16 ? { ...crossing, inAtMs: 16 } : crossing,
    ),
  );
  const [first = []] = keepPunctual(rooms, 2);
  expect(first.map(({ number }) => number)).toEqual([
    0,
    1,
    2,
    3,
    4,
    5,
    ...Array.from({ length: 36 }, (_, at) => 14 + at),
  ]);
  expect(keepPunctual([evenly(0), evenly(1)], 2).flat()).toHaveLength(100);
});
