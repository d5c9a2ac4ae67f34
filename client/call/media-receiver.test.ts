import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { consumersPerAnswerMax } from '../../protocol/limits.ts';
import { CallError } from '../link/call-error.ts';
import { consumerOptions, FakeLink, FakeSink, incoming } from './fake-media.ts';
import { FakeSignalling, settled } from '../link/fake-signalling.ts';
import { MediaReceiver, type IncomingSource } from './media-receiver.ts';

let server: FakeSignalling;
let link: FakeLink;
let sink: FakeSink;
let failures: unknown[];
let media: MediaReceiver;

const tooOften = new RequestError('too-often', { retryAfterMs: 700 });

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeSignalling();
  link = new FakeLink();
  sink = new FakeSink();
  failures = [];
  media = open([]);
});

afterEach(() => {
  media.close();
  vi.useRealTimers();
});

function open(given: readonly IncomingSource[]): MediaReceiver {
  return new MediaReceiver({
    signalling: server.signalling,
    link: link.link,
    sink,
    given: given.map(({ source }) => consumerOptions(source)),
    failed: (error) => failures.push(error),
  });
}

/** Answers the question for consumers with those of these sources. */
async function giveConsumers(sources: readonly IncomingSource[], turn = 1): Promise<void> {
  const consumers = sources.map(({ source }) => consumerOptions(source, turn));
  server.waiting('media:consume').answer({ consumers });
  await settled();
}

async function receive(...sources: IncomingSource[]): Promise<void> {
  media.receive(sources);
  await settled();
}

const asks = (name: string): unknown[] =>
  server.asked.filter((asked) => asked.name === name).map(({ input }) => input);

test('voices flow as soon as they are opened, pictures while they are shown', async () => {
  const [voice, camera] = [incoming('voice'), incoming('camera', 'camera')];
  await receive(voice, camera);
  await giveConsumers([voice, camera]);
  expect(asks('media:resume')).toEqual([{ consumerIds: ['voice/1'] }]);
  media.setShown('camera', true);
  await settled();
  expect(asks('media:resume')).toHaveLength(2);
  media.setShown('camera', false);
  await settled();
  expect(asks('media:suspend')).toEqual([{ consumerIds: ['camera/1'] }]);
});

test('B1: one of several sources has gone by the time they are let flow: the others flow, and it is looked for once more', async () => {
  const [ann, bob] = [incoming('ann'), incoming('bob')];
  await receive(ann, bob);
  await giveConsumers([ann, bob]);
  server.waiting('media:resume').answer({ gone: ['bob/1'] });
  await settled();
  expect(sink.ended).toEqual(['bob']);
  expect(asks('media:consume').slice(1)).toEqual([{ producerIds: ['bob'] }]);
  await giveConsumers([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asks('media:consume')).toHaveLength(2);
  expect(asks('media:resume')).toHaveLength(1);
  expect(failures).toEqual([]);
});

test('B1: a server that knows none of the consumers is asked for new ones, and lets those flow', async () => {
  const [ann, bob] = [incoming('ann'), incoming('bob')];
  await receive(ann, bob);
  await giveConsumers([ann, bob]);
  server.waiting('media:resume').refuse(new RequestError('no-such-consumer'));
  await settled();
  await giveConsumers([ann, bob], 2);
  expect(asks('media:resume').at(-1)).toEqual({ consumerIds: ['ann/2', 'bob/2'] });
  expect(link.consumers.map(({ id, closed }) => [id, closed])).toEqual([
    ['ann/1', true],
    ['bob/1', true],
    ['ann/2', false],
    ['bob/2', false],
  ]);
});

test('B1: what was refused because it was asked too often is let flow after the wait that the server names', async () => {
  const voice = incoming('voice');
  await receive(voice);
  await giveConsumers([voice]);
  server.waiting('media:resume').refuse(tooOften);
  await vi.advanceTimersByTimeAsync(699);
  expect(asks('media:resume')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asks('media:resume')).toHaveLength(2);
  server.waiting('media:resume').answer({});
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asks('media:resume')).toHaveLength(2);
  expect(failures).toEqual([]);
});

test('B1: of a wish that is refused and one that came after it, the later holds', async () => {
  const camera = incoming('camera', 'camera');
  await receive(camera);
  await giveConsumers([camera]);
  media.setShown('camera', true);
  await settled();
  media.setShown('camera', false);
  await settled();
  server.waiting('media:resume').refuse(tooOften);
  server.waiting('media:suspend').answer({});
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asks('media:resume')).toHaveLength(1);
  expect(asks('media:suspend')).toHaveLength(1);
});

test('B1: a wish for a layer is kept until there is a consumer, and asked again when it was refused', async () => {
  const camera = incoming('camera', 'camera');
  media.preferLayer('camera', 1);
  await receive(camera);
  await giveConsumers([camera]);
  const wish = { consumerId: 'camera/1', spatialLayer: 1 };
  expect(asks('media:prefer-layers')).toEqual([wish]);
  server.waiting('media:prefer-layers').refuse(tooOften);
  await vi.advanceTimersByTimeAsync(700);
  expect(asks('media:prefer-layers')).toEqual([wish, wish]);
});

test('B1: a layer that is wanted of a source that has just gone is no failure', async () => {
  const camera = incoming('camera', 'camera');
  await receive(camera);
  await giveConsumers([camera]);
  media.preferLayer('camera', 1);
  await settled();
  server.waiting('media:prefer-layers').refuse(new RequestError('no-such-consumer'));
  await settled();
  expect(failures).toEqual([]);
});

test('B12: sources whose consumers were asked for too often are asked for again, and nothing is said', async () => {
  const voice = incoming('voice');
  await receive(voice);
  server.waiting('media:consume').refuse(tooOften);
  await vi.advanceTimersByTimeAsync(700);
  expect(asks('media:consume')).toHaveLength(2);
  await giveConsumers([voice]);
  expect(asks('media:resume')).toEqual([{ consumerIds: ['voice/1'] }]);
  expect(failures).toEqual([]);
});

test('B12: a source that ends while a refusal is waited out is not asked for again', async () => {
  await receive(incoming('voice'));
  server.waiting('media:consume').refuse(tooOften);
  await settled();
  media.drop('voice');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asks('media:consume')).toHaveLength(1);
});

test('a request without an answer is repeated while the connection stands; on a broken one it waits until it is back', async () => {
  const voice = incoming('voice');
  await receive(voice);
  server.waiting('media:consume').refuse(new CallError('connection-lost'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asks('media:consume')).toHaveLength(2);
  server.breakConnection();
  await vi.advanceTimersByTimeAsync(60_000);
  server.online = true;
  expect(asks('media:consume')).toHaveLength(2);
  media.repeatRequests();
  await settled();
  await giveConsumers([voice]);
  expect(asks('media:resume')).toHaveLength(1);
});

test('what cannot be received is told once, and keeps nothing else from being received', async () => {
  const sources = Array.from({ length: consumersPerAnswerMax + 1 }, (_, index) => incoming(`voice-${index}`));
  await receive(...sources);
  server.waiting('media:consume').refuse(new RequestError('cannot-consume'));
  await settled();
  await giveConsumers(sources.slice(-1));
  expect(asks('media:resume')).toEqual([{ consumerIds: [`voice-${consumersPerAnswerMax}/1`] }]);
  await receive(...sources);
  expect(asks('media:consume')).toHaveLength(2);
  expect(failures).toHaveLength(1);
});

test('what was one too many is asked for when something else ends', async () => {
  const [ann, bob] = [incoming('ann'), incoming('bob')];
  await receive(ann);
  await giveConsumers([ann]);
  await receive(bob);
  server.waiting('media:consume').refuse(new RequestError('limit-reached'));
  await settled();
  media.drop('ann');
  await settled();
  await giveConsumers([bob]);
  expect(asks('media:resume').at(-1)).toEqual({ consumerIds: ['bob/1'] });
});

test('a source that the browser refuses keeps no other from flowing', async () => {
  const [ann, bob] = [incoming('ann'), incoming('bob')];
  link.refuse.set('ann', new Error('no'));
  await receive(ann, bob);
  await giveConsumers([ann, bob]);
  expect(asks('media:resume')).toEqual([{ consumerIds: ['bob/1'] }]);
  expect(failures).toHaveLength(1);
});

test('what the server opened unasked is not asked for; voices come before pictures', async () => {
  const given = incoming('given');
  media = open([given]);
  await receive(incoming('camera', 'camera'), given, incoming('voice'));
  expect(asks('media:consume')).toEqual([{ producerIds: ['voice', 'camera'] }]);
  expect(sink.received).toEqual(['given']);
});

test('an answer that comes after the end of its source, or of the call, opens nothing that stays open', async () => {
  const [ann, bob] = [incoming('ann'), incoming('bob')];
  await receive(ann, bob);
  media.drop('ann');
  await giveConsumers([ann, bob]);
  expect(sink.received).toEqual(['bob']);
  media.close();
  expect(link.consumers.every(({ closed }) => closed)).toBe(true);
  server.waiting('media:resume').refuse(tooOften);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked).toHaveLength(2);
});
