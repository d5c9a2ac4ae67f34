import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { consumersPerPeerMax, pictureMessageMaxBytes } from '../../protocol/limits.ts';
import { transportOptions } from './media-settings.ts';
import { PeerConsumers, type PeerConsumersParts } from './peer-consumers.ts';

class FakeDataConsumer extends EventEmitter {
  readonly observer = new EventEmitter();
  readonly id: string;
  readonly dataProducerId: string;
  closed = false;
  isFlowing = false;
  /** What the worker says to the next wish. */
  answer: () => Promise<void> = async () => undefined;

  constructor(id: string, dataProducerId: string) {
    super();
    this.id = id;
    this.dataProducerId = dataProducerId;
  }

  async resume(): Promise<void> {
    await this.answer();
    this.isFlowing = true;
  }

  async pause(): Promise<void> {
    await this.answer();
    this.isFlowing = false;
  }

  close(): void {
    this.closed = true;
    this.observer.emit('close');
  }
}

/** Consumers of JPEG sources, whose worker answers at once; `opened` are those that it was asked for. */
function openConsumers() {
  const opened: FakeDataConsumer[] = [];
  const refused = new Set<string>();
  const receiveTransport = {
    closed: false,
    consumeData: async ({ dataProducerId }: { dataProducerId: string }) => {
      if (refused.has(dataProducerId)) throw new Error('refused');
      const consumer = new FakeDataConsumer(`consumer-${opened.length}`, dataProducerId);
      opened.push(consumer);
      return consumer;
    },
  };
  const parts = {
    receiveTransport,
    ask: <T>(question: () => Promise<T>) => question(),
    findProducer: (id: string) => ({ id, closed: false }),
    wantPicture: () => undefined,
    fellBehind: () => undefined,
    pictureWatched: () => undefined,
    layerRequests: { see: () => undefined },
    gate: { holds: () => false },
  } as unknown as PeerConsumersParts;
  return { consumers: new PeerConsumers(parts), opened, refused };
}

const idsOf = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `producer-${from + index}`);

test('a peer may receive four hundred sources, and one more is refused before the worker is asked', async () => {
  const { consumers, opened } = openConsumers();
  await consumers.consume(idsOf(consumersPerPeerMax));
  await expect(consumers.consume(idsOf(1, consumersPerPeerMax))).rejects.toMatchObject({
    code: 'limit-reached',
  });
  expect(opened).toHaveLength(consumersPerPeerMax);
});

test('S9: what a peer receives already is answered as it is, and the worker is asked for nothing', async () => {
  const { consumers, opened } = openConsumers();
  const first = await consumers.consume(idsOf(128));
  expect(await consumers.consume(idsOf(128))).toEqual(first);
  expect(await consumers.consume([...idsOf(1), ...idsOf(1)])).toEqual(first.slice(0, 1));
  expect(opened).toHaveLength(128);
});

test('more at once than there may be are refused whole', async () => {
  const { consumers, opened } = openConsumers();
  await expect(consumers.consume(idsOf(consumersPerPeerMax + 1))).rejects.toMatchObject({
    code: 'limit-reached',
  });
  expect(opened).toHaveLength(0);
});

test('a transport takes messages of 256 kB at most, and as many waiting ones for a receiver as one of those', () => {
  expect(pictureMessageMaxBytes).toBe(256 * 1024);
  expect(transportOptions.maxReceiveMessageSize).toBe(pictureMessageMaxBytes);
  expect(transportOptions.sctpPerStreamSendQueueLimit).toBeLessThanOrEqual(pictureMessageMaxBytes);
});

test('B1: when some consumers have gone, the others flow, and the answer names those that are gone', async () => {
  const { consumers, opened } = openConsumers();
  await consumers.consume(idsOf(3));
  opened[1]?.close();
  const ids = ['consumer-0', 'consumer-1', 'consumer-2', 'consumer-2'];
  expect(await consumers.setFlowing(ids, true)).toEqual(['consumer-1']);
  expect(opened.map(({ isFlowing }) => isFlowing)).toEqual([true, false, true]);
  expect(await consumers.setFlowing(ids, false)).toEqual(['consumer-1']);
  expect(opened.map(({ isFlowing }) => isFlowing)).toEqual([false, false, false]);
});

test('B1: one that goes while the worker is asked is gone as well', async () => {
  const { consumers, opened } = openConsumers();
  await consumers.consume(idsOf(2));
  const [first, second] = opened;
  if (first)
    first.answer = async () => {
      first.close();
      throw new Error('no such consumer');
    };
  expect(await consumers.setFlowing(['consumer-0', 'consumer-1'], true)).toEqual(['consumer-0']);
  expect(second?.isFlowing).toBe(true);
});

test('where there is none of those asked about, that is refused; what the worker refuses is refused after the others are done', async () => {
  const { consumers, opened } = openConsumers();
  await consumers.consume(idsOf(2));
  await expect(consumers.setFlowing(['another', 'yet another'], true)).rejects.toMatchObject({
    code: 'no-such-consumer',
  });
  const [first, second] = opened;
  if (first) first.answer = () => Promise.reject(new Error('no'));
  await expect(consumers.setFlowing(['consumer-0', 'consumer-1'], true)).rejects.toMatchObject({
    code: 'media-rejected',
  });
  expect(second?.isFlowing).toBe(true);
});

test('B1: one source that the worker will not have received keeps no other from being received', async () => {
  const { consumers, refused } = openConsumers();
  refused.add('producer-1');
  const opened = await consumers.consume(idsOf(3));
  expect(opened.map(({ producerId }) => producerId)).toEqual(['producer-0', 'producer-2']);
  await expect(consumers.consume(['producer-1'])).rejects.toMatchObject({ code: 'media-rejected' });
});
