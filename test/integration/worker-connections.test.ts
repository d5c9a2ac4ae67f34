// The media port's TCP side: who says nothing there is not kept, and who has authenticated is. The worker that set-up builds has
// these limits; upstream's prebuilt one has none, and there is nothing to test then.
import * as mediasoup from 'mediasoup';
import { test, type TestContext } from 'vitest';
import { routerCodecs, transportOptions } from '../../server/media/media-settings.ts';
import { needsOwnWorker, workerBin } from '../helpers/own-worker.ts';
import { TcpSocket } from '../torture/raw-peer/tcp-socket.ts';

/** Of one address, for longer than a second. */
const perAddressMax = 64;
const totalMax = 512;
const patience = { timeout: 20_000 };

/** A worker of its own for a test, so that all can wait for its deadlines at once. */
async function openWorker({ onTestFinished }: TestContext) {
  const worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
  const router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'tcp', ip: '127.0.0.1' }],
  });
  const port = (await webRtcServer.dump()).tcpServers[0]?.port ?? 0;
  const lines: TcpSocket[] = [];
  onTestFinished(() => {
    for (const line of lines) line.close();
    worker.close();
  });
  return {
    lines,
    openTransport: () => router.createWebRtcTransport({ webRtcServer, ...transportOptions }),
    open: async (count: number, localAddress?: string): Promise<TcpSocket[]> => {
      const opened = await Promise.all(
        Array.from({ length: count }, () => TcpSocket.open(port, localAddress)),
      );
      lines.push(...opened);
      return opened;
    },
  };
}

const openOf = (some: readonly TcpSocket[]): number => some.filter(({ isOpen }) => isOpen).length;

test.concurrent(
  'S15: silent connections of one address are cut down to 64, and closed after ten seconds',
  needsOwnWorker,
  async (context) => {
    const { expect } = context;
    const { open } = await openWorker(context);
    const silent = await open(200);
    const [other] = await open(1, '127.0.0.9');
    await expect.poll(() => openOf(silent), patience).toBeLessThanOrEqual(perAddressMax);
    expect(openOf(silent)).toBe(perAddressMax);
    expect(other?.isOpen).toBe(true);
    await expect.poll(() => openOf([...silent, ...(other ? [other] : [])]), patience).toBe(0);
  },
);

test.concurrent(
  'S15: what is no request with the right password does not count as authentication',
  needsOwnWorker,
  async (context) => {
    const { expect } = context;
    const { lines, open, openTransport } = await openWorker(context);
    const { iceParameters } = await openTransport();
    const [garbage, wrong, right] = await open(3);
    garbage?.send(Buffer.from('GET / HTTP/1.1'));
    wrong?.authenticate({ ...iceParameters, password: 'another' });
    right?.authenticate(iceParameters);
    await expect.poll(() => right?.isLetIn, patience).toBe(true);
    await expect.poll(() => openOf(lines), patience).toBe(1);
    expect(right?.isOpen).toBe(true);
  },
);

test.concurrent(
  'S15: hundreds behind one address who authenticate stay, and those who come while others are silent get in',
  needsOwnWorker,
  async (context) => {
    const { expect } = context;
    const { open, openTransport } = await openWorker(context);
    const attack = await open(totalMax);
    const everybody: TcpSocket[] = [];
    for (let count = 0; count < 40; count += 1) {
      const { iceParameters } = await openTransport();
      // As many as a transport has at most.
      const own = await open(8, '127.0.0.7');
      for (const line of own) line.authenticate(iceParameters);
      everybody.push(...own);
    }
    await expect
      .poll(() => everybody.filter(({ isLetIn }) => isLetIn).length, patience)
      .toBe(everybody.length);
    await expect.poll(() => openOf(attack), patience).toBe(0);
    expect(openOf(everybody)).toBe(320);
  },
);

test.concurrent(
  'S15: of one listening address there are at most 512 that have not authenticated',
  needsOwnWorker,
  async (context) => {
    const { expect } = context;
    const { open } = await openWorker(context);
    const many = await Promise.all(
      Array.from({ length: 16 }, (_, index) => open(60, `127.0.1.${index + 1}`)),
    );
    await expect.poll(() => openOf(many.flat()), patience).toBeLessThanOrEqual(totalMax);
  },
);
