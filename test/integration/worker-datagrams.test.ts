// The media worker's way out: whatever is sent within one turn of its loop arrives whole and in order, at every receiver.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import path from 'node:path';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NativeLink } from '../../load/peers/native-link.ts';
import { receiverCapabilities, voiceParameters, voicePayloadType } from '../../load/peers/rtp-formats.ts';
import { isRtcp, payloadOffset, writeRtpHeader } from '../../load/peers/rtp.ts';
import { findWorkerBin } from '../../server/media/worker-bin.ts';
import { routerCodecs } from '../../server/media/media-settings.ts';

const ssrc = 4711;
const headerBytes = 12;
const rtpCapabilities = receiverCapabilities as types.RtpCapabilities;
const projectDir = path.resolve(import.meta.dirname, '../..');

let worker: types.Worker;
let router: types.Router;
let producer: types.Producer;
let sequence = 0;
const closers: (() => void)[] = [];

beforeEach(async () => {
  worker = await mediasoup.createWorker({
    workerBin: await findWorkerBin(process.env, projectDir),
    logLevel: 'none',
  });
  router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const source = await router.createDirectTransport();
  const rtpParameters = voiceParameters(ssrc) as types.RtpParameters;
  producer = await source.produce({ kind: 'audio', rtpParameters });
});

afterEach(async () => {
  for (const close of closers.splice(0)) close();
  const ended = once(worker, 'subprocessclose');
  worker.close();
  await ended;
});

/** Payloads of these sizes; each has its place and its size in it, so that none can be taken for another. */
const payloadsOf = (sizes: readonly number[]): Buffer[] =>
  sizes.map((size, index) => Buffer.alloc(size, `${index} of ${size};`));

/** What a camera, a voice and a shared screen send: equal ones, a shorter last one, growing ones, and more than 64 equal. */
const bursts: Readonly<Record<string, readonly number[]>> = {
  'one packet': [300],
  'equal packets': Array.from({ length: 20 }, () => 1100),
  'equal packets and a shorter last one': [...Array.from({ length: 9 }, () => 1100), 17],
  'a shorter packet in the middle': [1100, 1100, 40, 1100, 1100, 40, 40, 41, 40],
  'growing packets': Array.from({ length: 30 }, (_, index) => 20 + 31 * index),
  'seventy equal packets': Array.from({ length: 70 }, () => 90),
  'packets longer than a link takes at once': Array.from({ length: 5 }, () => 1460),
};

/** Sends all at once, as the worker then finds them: in one turn, or in few. */
function send(payloads: readonly Buffer[]): void {
  for (const payload of payloads) {
    const packet = Buffer.alloc(headerBytes + payload.length);
    sequence = (sequence + 1) & 0xffff;
    const fields = { payloadType: voicePayloadType, marker: false, sequence, time: 960 * sequence, ssrc };
    writeRtpHeader(packet, fields);
    payload.copy(packet, headerBytes);
    producer.send(packet);
  }
}

/** Collects payloads in the order in which they come. */
class Arrivals {
  readonly payloads: Buffer[] = [];
  #wanted = 0;
  #arrived: () => void = () => undefined;

  readonly take = (packet: Buffer): void => {
    if (isRtcp(packet)) return;
    this.payloads.push(Buffer.from(packet.subarray(payloadOffset(packet))));
    if (this.payloads.length === this.#wanted) this.#arrived();
  };

  /** Resolves when so many are there. */
  async wait(count: number): Promise<readonly Buffer[]> {
    this.#wanted = count;
    if (this.payloads.length < count) await new Promise<void>((resolve) => (this.#arrived = resolve));
    return this.payloads.splice(0);
  }
}

async function receiveByWebRtc(webRtcServer: types.WebRtcServer): Promise<Arrivals> {
  const transport = await router.createWebRtcTransport({ webRtcServer });
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  const link = await NativeLink.open({
    direction: 'receive',
    carriesPictures: false,
    server: { id, iceParameters, iceCandidates, dtlsParameters: { ...dtlsParameters } },
    connect: async (parameters) => {
      await transport.connect({ dtlsParameters: parameters as types.DtlsParameters });
    },
  });
  closers.push(() => link.close());
  const arrivals = new Arrivals();
  link.onPacket(arrivals.take);
  await transport.consume({ producerId: producer.id, rtpCapabilities });
  return arrivals;
}

async function receivePlain(ip: '127.0.0.1' | '::1') {
  const socket: Socket = createSocket(ip === '::1' ? 'udp6' : 'udp4');
  socket.bind(0, ip);
  await once(socket, 'listening');
  closers.push(() => socket.close());
  const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip }, rtcpMux: true });
  await transport.connect({ ip, port: socket.address().port });
  const arrivals = new Arrivals();
  socket.on('message', arrivals.take);
  await transport.consume({ producerId: producer.id, rtpCapabilities });
  return { arrivals, transport };
}

test('bursts of packets of all sizes arrive whole and in order at receivers that share a port of the worker', async () => {
  const listenInfos = [{ protocol: 'udp' as const, ip: '127.0.0.1' }];
  const webRtcServer = await worker.createWebRtcServer({ listenInfos });
  const receivers = await Promise.all(Array.from({ length: 6 }, async () => receiveByWebRtc(webRtcServer)));
  for (const sizes of Object.values(bursts)) {
    const payloads = payloadsOf(sizes);
    send(payloads);
    for (const receiver of receivers) expect(await receiver.wait(payloads.length)).toEqual(payloads);
  }
});

test('bursts of packets of all sizes arrive whole and in order over IPv4 and IPv6 sockets of their own', async () => {
  const receivers = [
    await receivePlain('127.0.0.1'),
    await receivePlain('::1'),
    await receivePlain('127.0.0.1'),
  ];
  for (const sizes of Object.values(bursts)) {
    const payloads = payloadsOf(sizes);
    send(payloads);
    for (const { arrivals } of receivers) expect(await arrivals.wait(payloads.length)).toEqual(payloads);
  }
});

test('what was sent right before a transport closes still arrives, and others receive on', async () => {
  const leaving = await receivePlain('127.0.0.1');
  const staying = await receivePlain('127.0.0.1');
  const payloads = payloadsOf([500, 500, 400]);
  send(payloads);
  leaving.transport.close();
  expect(await leaving.arrivals.wait(payloads.length)).toEqual(payloads);
  send(payloads);
  expect(await staying.arrivals.wait(2 * payloads.length)).toEqual([...payloads, ...payloads]);
});
