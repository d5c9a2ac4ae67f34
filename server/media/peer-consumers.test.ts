import { expect, test } from 'vitest';
import { consumersPerPeerMax, pictureMessageMaxBytes } from '../../protocol/limits.ts';
import { transportOptions } from './media-settings.ts';
import { PeerConsumers, type PeerConsumersParts } from './peer-consumers.ts';

/** Consumers of JPEG sources, whose worker answers at once; `opened` counts what it was asked for. */
function openConsumers() {
  let opened = 0;
  const receiveTransport = {
    closed: false,
    consumeData: async ({ dataProducerId }: { dataProducerId: string }) => {
      opened += 1;
      return {
        id: `consumer-${opened}`,
        dataProducerId,
        on: () => undefined,
        observer: { once: () => undefined },
        close: () => undefined,
      };
    },
  };
  const parts = {
    receiveTransport,
    ask: <T>(question: () => Promise<T>) => question(),
    findProducer: (id: string) => ({ id, closed: false }),
    wantPicture: () => undefined,
    fellBehind: () => undefined,
    pictureWatched: () => undefined,
  } as unknown as PeerConsumersParts;
  return { consumers: new PeerConsumers(parts), opened: () => opened };
}

const idsOf = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `producer-${from + index}`);

test('a peer may receive four hundred sources, and one more is refused before the worker is asked', async () => {
  const { consumers, opened } = openConsumers();
  await consumers.consume(idsOf(consumersPerPeerMax));
  await expect(consumers.consume(idsOf(1, consumersPerPeerMax))).rejects.toMatchObject({
    code: 'limit-reached',
  });
  expect(opened()).toBe(consumersPerPeerMax);
});

test('S9: what a peer receives already is answered as it is, and the worker is asked for nothing', async () => {
  const { consumers, opened } = openConsumers();
  const first = await consumers.consume(idsOf(128));
  expect(await consumers.consume(idsOf(128))).toEqual(first);
  expect(await consumers.consume([...idsOf(1), ...idsOf(1)])).toEqual(first.slice(0, 1));
  expect(opened()).toBe(128);
});

test('more at once than there may be are refused whole', async () => {
  const { consumers, opened } = openConsumers();
  await expect(consumers.consume(idsOf(consumersPerPeerMax + 1))).rejects.toMatchObject({
    code: 'limit-reached',
  });
  expect(opened()).toBe(0);
});

test('a transport takes messages of 256 kB at most, and as many waiting ones for a receiver as one of those', () => {
  expect(pictureMessageMaxBytes).toBe(256 * 1024);
  expect(transportOptions.maxReceiveMessageSize).toBe(pictureMessageMaxBytes);
  expect(transportOptions.sctpPerStreamSendQueueLimit).toBeLessThanOrEqual(pictureMessageMaxBytes);
});
