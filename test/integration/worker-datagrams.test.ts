// The media worker's way out: whatever is sent within one turn of its loop arrives whole and in order, at every receiver.
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NativeLink } from '../../peers/native-link.ts';
import { isOwnWorker, workerBin } from '../helpers/own-worker.ts';
import { captureWire } from '../bench/compare/wire/capture.ts';
import { Arrivals, burstCapabilities, bursts, BurstWorker, payloadsOf } from './datagram-bursts.ts';
import { type OddLink, openOddLink } from './odd-link.ts';

/** Upstream's prebuilt worker sends each packet by itself. */
const gathers = isOwnWorker;

let worker: BurstWorker | undefined;
let line: OddLink | undefined;

async function start(bin = workerBin): Promise<BurstWorker> {
  return (worker = await BurstWorker.start(bin));
}

beforeEach(() => {
  [worker, line] = [undefined, undefined];
  delete process.env['WORKER_BATCHING'];
});
afterEach(async () => {
  delete process.env['WORKER_BATCHING'];
  await worker?.stop();
  line?.close();
});

async function receiveByWebRtc(from: BurstWorker, webRtcServer: types.WebRtcServer): Promise<Arrivals> {
  const transport = await from.router.createWebRtcTransport({ webRtcServer });
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  const link = await NativeLink.open({
    direction: 'receive',
    carriesPictures: false,
    server: { id, iceParameters, iceCandidates, dtlsParameters: { ...dtlsParameters } },
    connect: async (parameters) => {
      await transport.connect({ dtlsParameters: parameters as types.DtlsParameters });
    },
  });
  from.onStop(() => link.close());
  const arrivals = new Arrivals();
  link.onPacket(arrivals.take);
  await transport.consume({ producerId: from.producer.id, rtpCapabilities: burstCapabilities });
  return arrivals;
}

/** Sends every burst and looks that each receiver has it. */
async function expectAllBursts(from: BurstWorker, receivers: readonly Arrivals[]): Promise<void> {
  for (const sizes of Object.values(bursts)) {
    const payloads = payloadsOf(sizes);
    from.send(payloads);
    for (const receiver of receivers) expect(await receiver.wait(payloads.length)).toEqual(payloads);
  }
}

test('bursts of packets of all sizes arrive whole and in order at receivers that share a port of the worker', async () => {
  const from = await start();
  const webRtcServer = await from.createServer('127.0.0.1');
  const receivers = await Promise.all(
    Array.from({ length: 6 }, async () => receiveByWebRtc(from, webRtcServer)),
  );
  await expectAllBursts(from, receivers);
});

test('bursts of packets of all sizes arrive whole and in order over IPv4 and IPv6 sockets of their own', async () => {
  const from = await start();
  const receivers = [
    await from.receivePlain('127.0.0.1'),
    await from.receivePlain('::1'),
    await from.receivePlain('127.0.0.1'),
  ];
  await expectAllBursts(
    from,
    receivers.map(({ arrivals }) => arrivals),
  );
});

test('what was sent right before a transport closes still arrives, and others receive on', async () => {
  const from = await start();
  const leaving = await from.receivePlain('127.0.0.1');
  const staying = await from.receivePlain('127.0.0.1');
  const payloads = payloadsOf([500, 500, 400]);
  from.send(payloads);
  leaving.transport.close();
  expect(await leaving.arrivals.wait(payloads.length)).toEqual(payloads);
  from.send(payloads);
  expect(await staying.arrivals.wait(2 * payloads.length)).toEqual([...payloads, ...payloads]);
});

test.each([
  ['packets of one turn leave the worker as one message, if it was built to do so', undefined, gathers],
  ['with WORKER_BATCHING=off each packet leaves by itself', 'off', false],
])('%s', async (_what, batching, isGathered) => {
  if (batching !== undefined) process.env['WORKER_BATCHING'] = batching;
  const from = await start();
  const { arrivals, port } = await from.receivePlain('127.0.0.1');
  const endCapture = await captureWire([port]);
  const payloads = payloadsOf(Array.from({ length: 40 }, () => 1000));
  await from.sendInOneTurn(payloads);
  expect(await arrivals.wait(payloads.length)).toEqual(payloads);
  const longest = Math.max(...(await endCapture()).map(({ payloadBytes }) => payloadBytes));
  expect(longest > 2000).toBe(isGathered);
});

test.each([
  ['takes no packet that long', { mtuBytes: 1000 }, 50],
  // More than the socket's buffer holds.
  ['is slower than what is sent, so that the kernel takes no more', { rateMbit: 4 }, 800],
  ['has a driver that cannot cut messages up', { cannotSegment: true }, 50],
])('where the network %s, everything arrives all the same, in order', async (_what, oddness, packets) => {
  line = openOddLink(workerBin, oddness);
  const from = await start(line.workerBin);
  const { arrivals } = await from.receivePlain(line.workerIp, line.ownIp);
  await expectAllBursts(from, [arrivals]);
  const payloads = payloadsOf(Array.from({ length: packets }, () => 900));
  from.send(payloads);
  expect(await arrivals.wait(payloads.length)).toEqual(payloads);
});
