// What the media worker asks a sender for again: each missing packet 10 ms later, and then until it comes. Over plain RTP, so that it can be read.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { videoParameters, videoPayloadType } from '../../peers/rtp-formats.ts';
import { writeRtpHeader } from '../../peers/rtp.ts';
import { routerCodecs } from '../../server/media/media-settings.ts';
import { findWorkerBin } from '../../server/media/worker-bin.ts';

const ssrc = 4711;
const transportFeedback = 205;
const genericNack = 1;

let worker: types.Worker;
let socket: Socket;
let port: number;
/** The lists of numbers that the worker asked for, in order. */
let asked: number[][];

beforeEach(async () => {
  const workerBin = await findWorkerBin(process.env, path.resolve(import.meta.dirname, '../..'));
  worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
  const router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;
  const transport = await router.createPlainTransport({ listenInfo, rtcpMux: true, comedia: true });
  const rtpParameters = videoParameters([ssrc]) as types.RtpParameters;
  await transport.produce({ kind: 'video', rtpParameters });
  port = transport.tuple.localPort;
  asked = [];
  socket = createSocket('udp4').on('message', (message) => asked.push(...readNacks(message)));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
});
afterEach(() => {
  socket.close();
  worker.close();
});

/** The numbers in each generic NACK (RFC 4585, 6.2.1) of a compound RTCP packet. */
function readNacks(bytes: Buffer): number[][] {
  const lists: number[][] = [];
  for (let offset = 0; offset + 12 <= bytes.length; ) {
    const end = offset + 4 * (bytes.readUInt16BE(offset + 2) + 1);
    if (bytes[offset + 1] === transportFeedback && ((bytes[offset] ?? 0) & 0x1f) === genericNack) {
      const numbers: number[] = [];
      for (let item = offset + 12; item < end; item += 4) {
        const [first, following] = [bytes.readUInt16BE(item), bytes.readUInt16BE(item + 2)];
        numbers.push(first);
        for (let bit = 0; bit < 16; bit += 1) {
          if ((following >> bit) & 1) numbers.push((first + 1 + bit) & 0xffff);
        }
      }
      lists.push(numbers);
    }
    offset = end;
  }
  return lists;
}

function send(...sequences: readonly number[]): void {
  for (const sequence of sequences.map((number) => number & 0xffff)) {
    const bytes = Buffer.alloc(112);
    const header = { payloadType: videoPayloadType, marker: true, sequence, time: 90 * sequence, ssrc };
    bytes[writeRtpHeader(bytes, header)] = 0x41;
    socket.send(bytes, port, '127.0.0.1');
  }
}

/** Misses three packets, then another one. @returns whether that one was asked for in a list of its own */
async function missFrom(sequence: number): Promise<boolean> {
  send(sequence, sequence + 4);
  await sleep(15);
  send(sequence + 6);
  await sleep(15);
  send(sequence + 7);
  await sleep(15);
  return asked.some((list) => list.length === 1 && list[0] === ((sequence + 5) & 0xffff));
}

test('what is missing is asked for by a packet that comes 10 ms later, without what was asked for already', async () => {
  // A machine that is late asks for all together by its timer meanwhile, but not every time.
  // Over the end of the numbers first.
  let sequence = 65_432;
  await expect
    .poll(() => missFrom((sequence = (sequence + 100) & 0xffff)), { timeout: 30_000, interval: 0 })
    .toBe(true);
});

test('what stays missing is asked for again, and what came is not', async () => {
  send(100, 500, 502);
  const gap = Array.from({ length: 399 }, (_, index) => 101 + index);
  await expect.poll(() => asked).toEqual([...asked.slice(0, -2), [...gap, 501], [...gap, 501]]);
  send(101, 501);
  await expect.poll(() => asked.at(-1)).toEqual(gap.slice(1));
});
