// What arrives at a victim that never asked for it, when one datagram in its name has a stream sent to it: real SRTP of a real peer.
import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NativeLink } from '../../peers/native-link.ts';
import { transportOptions } from '../../server/media/media-settings.ts';
import { needsOwnWorker, workerBin } from '../helpers/own-worker.ts';
import { type CuttableLink, openCuttableLink } from '../torture/cuttable-link.ts';
import { bindingRequest, isBindingSuccess } from '../torture/raw-peer/binding-request.ts';
import { Arrivals, burstCapabilities, BurstWorker, payloadsOf } from './datagram-bursts.ts';

const patience = { timeout: 30_000 };
const beatMs = 20;
const payloadBytes = 1000;
/** Of what one datagram costs its victim: ten seconds of the stream, and half as much for headers and a slow machine. */
const victimBytesMax = 1.5 * transportOptions.iceConsentTimeout * (1000 / beatMs) * payloadBytes;

let from: BurstWorker;
let line: CuttableLink;
let transport: types.WebRtcTransport;
let port: number;
let arrivals: Arrivals;
let sockets: Socket[];
let sending: NodeJS.Timeout | undefined;

beforeEach(async () => {
  from = await BurstWorker.start(workerBin);
  const webRtcServer = await from.createServer('127.0.0.1');
  transport = await from.router.createWebRtcTransport({ webRtcServer, ...transportOptions });
  port = transport.iceCandidates.find(({ protocol }) => protocol === 'udp')?.port ?? 0;
  // Its signalling is not used.
  line = await openCuttableLink('http://127.0.0.1:9');
  [sockets, sending] = [[], undefined];
  await receiveOverLine();
});
afterEach(async () => {
  clearInterval(sending);
  for (const socket of sockets) socket.close();
  await from.stop();
  line.close();
});

/** A peer that receives the stream at its own address, and can be made to fall silent. */
async function receiveOverLine(): Promise<void> {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  const nearPort = await line.mediaPort(port);
  const link = await NativeLink.open({
    direction: 'receive',
    carriesPictures: false,
    server: {
      id,
      iceParameters,
      iceCandidates: iceCandidates.map((candidate) => ({ ...candidate, port: nearPort })),
      dtlsParameters: { ...dtlsParameters },
    },
    connect: async (parameters) => {
      await transport.connect({ dtlsParameters: parameters as types.DtlsParameters });
    },
  });
  from.onStop(() => link.close());
  arrivals = new Arrivals();
  link.onPacket(arrivals.take);
  await transport.consume({ producerId: from.producer.id, rtpCapabilities: burstCapabilities });
}

/** An address that knows the transport's password, and what arrives there. */
async function openPlace() {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  sockets.push(socket);
  let bytes = 0;
  let answers = 0;
  socket.on('message', (datagram) => {
    if (isBindingSuccess(datagram)) answers += 1;
    else bytes += datagram.length;
  });
  const ask = (nominates: boolean): void =>
    socket.send(bindingRequest(transport.iceParameters, { nominates }), port, '127.0.0.1');
  return { port: socket.address().port, bytes: () => bytes, answers: () => answers, ask };
}

test(
  'S19: one datagram sends a victim ten seconds of a stream and no more, whatever its peer asks for',
  needsOwnWorker,
  async () => {
    const payloads = payloadsOf([payloadBytes]);
    from.send(payloads);
    expect(await arrivals.wait(1)).toEqual(payloads);
    const [victim, own] = [await openPlace(), await openPlace()];
    line.cut();
    victim.ask(true);
    await expect.poll(victim.answers, patience).toBe(1);
    sending = setInterval(() => from.send(payloads), beatMs);
    await expect.poll(victim.bytes, patience).toBeGreaterThan(10 * payloadBytes);
    const asking = setInterval(() => own.ask(false), 500);
    // Consent has ended when a request from elsewhere, which nominates nothing, is enough to be sent to.
    await expect.poll(() => transport.iceSelectedTuple?.remotePort, patience).toBe(own.port);
    clearInterval(asking);
    // An answer comes behind all that was sent before it.
    victim.ask(false);
    await expect.poll(victim.answers, patience).toBe(2);
    const taken = victim.bytes();
    expect(taken).toBeLessThan(victimBytesMax);
    await expect.poll(own.bytes, patience).toBeGreaterThan(50 * payloadBytes);
    victim.ask(false);
    await expect.poll(victim.answers, patience).toBe(3);
    expect(victim.bytes()).toBe(taken);
  },
);
