import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { RequestInput } from '../../protocol/requests.ts';
import { Relay, type RelayParts } from './relay.ts';

class FakeTransport {
  readonly observer = new EventEmitter();
  readonly id: string;
  readonly iceCandidates = [];
  closed = false;

  constructor(id: string) {
    this.id = id;
  }

  /** A voice that has sent ten megabytes. */
  produce({ appData }: { appData: object }): Promise<object> {
    return Promise.resolve({
      id: 'voice',
      appData,
      rtpParameters: {},
      observer: new EventEmitter(),
      getStats: async () => [{ byteCount: 10_000_000 }],
      close: () => undefined,
    });
  }

  setMaxOutgoingBitrate(): Promise<void> {
    return Promise.resolve();
  }

  setMaxIncomingBitrate(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.observer.emit('close');
  }
}

/** A relay with one worker, whose transports are made when the test says so: two for each opening. */
function openRelay() {
  const asked: (() => void)[] = [];
  const transports: FakeTransport[] = [];
  const router = Object.assign(new EventEmitter(), {
    observer: new EventEmitter(),
    createWebRtcTransport: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      asked.push(resolve);
      await promise;
      const transport = new FakeTransport(`transport-${transports.length}`);
      transports.push(transport);
      return transport;
    },
  });
  const questions = { askerOf: () => (question: () => Promise<unknown>) => question() };
  const servers = { serverFor: () => undefined };
  const worker = { worker: { createRouter: async () => router }, servers, questions, rooms: 0, peers: 0 };
  const workers = { running: [worker], leastLoaded: () => worker, allGivenUp: false };
  const relay = new Relay({
    workers,
    ownAddresses: () => [],
    announcedAddresses: () => [],
    loudestVoices: 3,
  } as unknown as RelayParts);
  const open = (stillIn = () => true, peerId = 'ann') =>
    relay.openPeer({
      roomNumber: '00001',
      peerId,
      accountId: 'account of ann',
      arrivedAt: '127.0.0.1',
      stillIn,
      rtpCapabilities: undefined,
      producerIds: [],
    });
  return { relay, worker, transports, asked, open };
}

const isOpen = ({ closed }: FakeTransport): boolean => !closed;

/** Waits until the worker was asked for so many transports. */
async function askedFor(asked: readonly unknown[], count: number): Promise<void> {
  while (asked.length < count) await Promise.resolve();
}

test.each([
  ['answered first', [2, 3, 0, 1]],
  ['answered last', [0, 1, 2, 3]],
])(
  'B10: of two openings of one peer at once the later holds, though it is %s, and nothing of the earlier stays',
  async (_, order) => {
    const { relay, worker, transports, asked, open } = openRelay();
    const earlier = open();
    await askedFor(asked, 2);
    const later = open();
    await askedFor(asked, 4);
    for (const index of order) asked[index]?.();
    await expect(earlier).rejects.toMatchObject({ code: 'media-unavailable' });
    const { sendTransport, receiveTransport } = await later;
    expect(transports.filter(isOpen).map(({ id }) => id)).toEqual(
      expect.arrayContaining([sendTransport.id, receiveTransport.id]),
    );
    expect(transports.filter(isOpen)).toHaveLength(2);
    expect(relay.hasPeer('ann')).toBe(true);
    expect(worker.peers).toBe(1);
    relay.closePeer('ann');
    expect(transports.some(isOpen)).toBe(false);
    expect([relay.hasPeer('ann'), worker.peers]).toEqual([false, 0]);
  },
);

test('an opening whose peer has gone meanwhile leaves nothing open', async () => {
  const { relay, worker, transports, asked, open } = openRelay();
  let isIn = true;
  const opening = open(() => isIn);
  await askedFor(asked, 2);
  isIn = false;
  for (const answer of asked) answer();
  await expect(opening).rejects.toMatchObject({ code: 'not-in-room' });
  expect(transports.some(isOpen)).toBe(false);
  expect([relay.hasPeer('ann'), worker.peers]).toEqual([false, 0]);
});

test('S13: who has sent too much, leaves and comes in again as another peer may not send yet', async () => {
  const { relay, asked, open } = openRelay();
  const enter = async (peerId: string): Promise<void> => {
    const before = asked.length;
    const opening = open(() => true, peerId);
    await askedFor(asked, before + 2);
    for (const answer of asked) answer();
    await opening;
  };
  const voice: RequestInput<'media:produce'> = {
    source: 'screen-sound',
    codec: 'opus',
    rtpParameters: { codecs: [], encodings: [] },
  };
  await enter('ann');
  await relay.requirePeer('ann').producers.produce(voice);
  relay.closePeer('ann');
  await enter('ann, later');
  await expect(relay.requirePeer('ann, later').producers.produce(voice)).rejects.toMatchObject({
    code: 'too-often',
    details: { retryAfterMs: expect.any(Number) },
  });
  relay.closePeer('ann, later');
});
