// Where a transport sends to: its peer may move, but can neither leave a stream at another address nor throw it to and fro. The worker that
// set-up builds keeps this; of upstream's prebuilt one only the first test holds.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import * as mediasoup from 'mediasoup';
import { test, type TestContext } from 'vitest';
import { routerCodecs, transportOptions } from '../../server/media/media-settings.ts';
import { needsOwnWorker, workerBin } from '../helpers/own-worker.ts';
import { bindingRequest } from '../torture/raw-peer/binding-request.ts';

const patience = { timeout: 20_000 };

/** A worker of its own for a test, so that all can wait for its deadlines at once; and a peer with two addresses, 0 and 1. */
async function openPlaces({ onTestFinished }: TestContext) {
  const worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
  const router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  });
  const port = (await webRtcServer.dump()).udpSockets[0]?.port ?? 0;
  const transport = await router.createWebRtcTransport({ webRtcServer, ...transportOptions });
  const sockets = [createSocket('udp4'), createSocket('udp4')];
  onTestFinished(() => {
    for (const socket of sockets) socket.close();
    worker.close();
  });
  for (const socket of sockets) {
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
  }
  return {
    transport,
    /** @param from 0 or 1 @param nominates whether the peer wants to be sent to there */
    ask: (from: number, nominates = true): void => {
      const { usernameFragment, password } = transport.iceParameters;
      sockets[from]?.send(bindingRequest({ usernameFragment, password }, { nominates }), port, '127.0.0.1');
    },
    remotePort: (): number | undefined => transport.iceSelectedTuple?.remotePort,
    ownPort: (index: number): number | undefined => sockets[index]?.address().port,
  };
}

test.concurrent('who moves to another address is sent to there at once, and back again', async (context) => {
  const { expect } = context;
  const { ask, remotePort, ownPort } = await openPlaces(context);
  for (const place of [0, 1, 0, 1]) {
    ask(place);
    await expect.poll(remotePort, patience).toBe(ownPort(place));
  }
});

test.concurrent(
  'S19: a stream that one datagram has sent elsewhere ends there within ten seconds',
  needsOwnWorker,
  async (context) => {
    const { expect } = context;
    const { transport, ask, remotePort, ownPort } = await openPlaces(context);
    ask(0);
    await expect.poll(remotePort, patience).toBe(ownPort(0));
    ask(1);
    await expect.poll(remotePort, patience).toBe(ownPort(1));
    const startedMs = performance.now();
    // The peer goes on at its own address, and does not ask for the stream.
    const asking = setInterval(() => ask(0, false), 500);
    try {
      await expect.poll(() => transport.iceState, patience).toBe('disconnected');
    } finally {
      clearInterval(asking);
    }
    expect(performance.now() - startedMs).toBeGreaterThan(5000);
    // Who is there goes on as soon as it asks.
    await expect.poll(() => (ask(0), remotePort()), patience).toBe(ownPort(0));
  },
);

test.concurrent(
  'S19: where a stream is sent to changes five times in ten seconds at most',
  needsOwnWorker,
  async (context) => {
    const { expect } = context;
    const { transport, ask } = await openPlaces(context);
    let changes = 0;
    transport.on('iceselectedtuplechange', () => (changes += 1));
    for (let count = 0; count < 400; count += 1) {
      ask(count % 2);
      if (count % 20 === 0) await transport.dump();
    }
    await transport.dump();
    // The first is where it begins.
    expect(changes).toBe(1 + 5);
    await expect.poll(() => (ask(0), ask(1), changes), patience).toBeGreaterThan(6);
  },
);
