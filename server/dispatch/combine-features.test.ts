// Features as one, over a list in which each is a few lines.
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import type { RequestName } from '../../protocol/requests.ts';
import { combineFeatures } from './combine-features.ts';
import type { Feature } from './feature.ts';
import type { Handlers } from './handler.ts';

type Others = Exclude<RequestName, 'connection:check' | 'room:leave'>;

const check: Feature<'connection:check'> = { handlers: { 'connection:check': async () => ({}) } };
const leave: Feature<'room:leave'> = { handlers: { 'room:leave': async () => ({}) } };
const others: Feature<Others> = { handlers: {} as Handlers<Others> };
const log = { error: () => undefined };

test('the handlers of all features answer together', () => {
  const { handlers } = combineFeatures([check, leave, others], log);
  expect(handlers['connection:check']).toBe(check.handlers['connection:check']);
  expect(handlers['room:leave']).toBe(leave.handlers['room:leave']);
});

test('the compiler refuses a list in which a request has no handler', () => {
  // @ts-expect-error Nothing answers room:leave.
  expect(combineFeatures([check, others], log).handlers['room:leave']).toBeUndefined();
});

test('the compiler refuses a list in which two features answer the same request', () => {
  // @ts-expect-error Two answer connection:check.
  const { handlers } = combineFeatures([check, leave, { ...others, ...check }, check, others], log);
  expect(handlers['connection:check']).toBe(check.handlers['connection:check']);
});

test('paths, gauges and listeners of all features are there, and none is asked of a feature that has none', async () => {
  const gauge = { name: 'plenum_letters', help: 'Letters.', read: () => 3 };
  const listener = { roomOpened: () => undefined };
  const features = combineFeatures(
    [
      { ...check, routes: (http) => void http.get('/letters', async () => 'a letter'), metrics: [gauge] },
      { ...leave, roomEvents: listener },
      others,
    ],
    log,
  );
  const http = Fastify();
  features.addRoutes(http);
  expect((await http.inject('/letters')).body).toBe('a letter');
  expect(features.metrics).toEqual([gauge]);
  expect(features.roomListeners).toEqual([listener]);
  await http.close();
});

test('features close one after the other, the last first; one that fails is logged and the others close all the same', async () => {
  const closed: string[] = [];
  const failed: unknown[] = [];
  const { promise: stored, resolve: store } = Promise.withResolvers<void>();
  const features = combineFeatures(
    [
      { ...check, close: () => void closed.push('first') },
      {
        ...leave,
        close: async () => {
          await stored;
          closed.push('second');
          throw new Error('disk full');
        },
      },
      { ...others, close: () => void closed.push('third') },
    ],
    { error: (details: unknown) => void failed.push(details) },
  );
  const closing = features.close();
  expect(closed).toEqual(['third']);
  store();
  await closing;
  expect(closed).toEqual(['third', 'second', 'first']);
  expect(failed).toEqual([{ err: new Error('disk full') }]);
});
