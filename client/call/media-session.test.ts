import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { FakeHooks, FakeOpener, openedMedia } from './fake-media.ts';
import { FakeSignalling, settled } from '../link/fake-signalling.ts';
import { MediaSession } from './media-session.ts';

let server: FakeSignalling;
let hooks: FakeHooks;
let opener: FakeOpener;
let received: number;
let media: MediaSession;

const asks = (name: string): number => server.asked.filter((asked) => asked.name === name).length;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeSignalling();
  hooks = new FakeHooks();
  opener = new FakeOpener();
  received = 0;
  media = new MediaSession(server.signalling, hooks, () => (received += 1), opener);
});

afterEach(() => {
  media.end();
  vi.useRealTimers();
});

test('there is nothing before it is opened, and what it opens receives', async () => {
  expect(() => media.require()).toThrow(CallError);
  await media.open(openedMedia());
  expect(media.require()).toBe(media.current);
  expect(received).toBe(1);
});

function openedAt(...ips: string[]) {
  const opened = openedMedia();
  const iceCandidates = ips.map((ip) => ({ ip, port: 20_000 }));
  return { ...opened, sendTransport: { ...opened.sendTransport, iceCandidates } };
}

test('X4: a browser that uses no loopback says once that the media of a server on loopback alone cannot reach it', async () => {
  opener.loopbackUsed = false;
  await media.open(openedAt('127.0.0.1', '::1'));
  await media.open(openedAt('127.0.0.1', '::1'));
  expect(hooks.failures).toEqual([new CallError('loopback-unused')]);
});

test.each([
  ['a browser that uses loopback', true, ['127.0.0.1']],
  ['a server with another address besides', false, ['192.0.2.1', '127.0.0.1']],
  ['a server that names no address', false, []],
] as const)('X4: nothing is said of loopback to %s', async (_who, loopbackUsed, ips) => {
  opener.loopbackUsed = loopbackUsed;
  await media.open(openedAt(...ips));
  expect(hooks.failures).toEqual([]);
});

test('reopening closes what was open first, opens what the server answers, and says that the call goes on', async () => {
  await media.open(openedMedia());
  const reopened = media.reopen();
  await settled();
  expect([opener.links[0]?.closed, media.current]).toEqual([true, undefined]);
  server.waiting('media:reopen').answer(openedMedia());
  await reopened;
  expect(opener.links.map(({ closed }) => closed)).toEqual([true, false]);
  expect(hooks.told).toEqual(['resumed']);
});

test('of two ways back at once one stays open', async () => {
  const both = Promise.all([media.reopen(), media.reopen()]);
  await settled();
  server.waiting('media:reopen').answer(openedMedia());
  await settled();
  server.waiting('media:reopen').answer(openedMedia());
  await both;
  expect(opener.links.map(({ closed }) => closed)).toEqual([true, false]);
  expect(received).toBe(2);
});

test('B12: a server that has no media yet, no time, or no answer is asked again', async () => {
  const reopened = media.reopen();
  await settled();
  server.waiting('media:reopen').refuse(new RequestError('media-unavailable'));
  await vi.advanceTimersByTimeAsync(5000);
  server.waiting('media:reopen').refuse(new RequestError('too-often', { retryAfterMs: 10_000 }));
  await vi.advanceTimersByTimeAsync(9999);
  expect(asks('media:reopen')).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  server.waiting('media:reopen').refuse(new CallError('connection-lost'));
  await vi.advanceTimersByTimeAsync(5000);
  server.waiting('media:reopen').answer(openedMedia());
  await reopened;
  expect(hooks.told).toEqual(['resumed']);
});

test('a server that refuses media for good says so once; a broken connection is recovered elsewhere', async () => {
  const refused = media.reopen();
  await settled();
  server.waiting('media:reopen').refuse(new RequestError('media-given-up'));
  await expect(refused).rejects.toMatchObject({ code: 'media-given-up' });
  const broken = media.reopen();
  await settled();
  server.breakConnection();
  await expect(broken).rejects.toThrow(CallError);
});

test('what is opened after the end is closed again, and nothing is told', async () => {
  const gate = Promise.withResolvers<void>();
  opener.gate = gate.promise;
  const opening = media.open(openedMedia());
  media.end();
  gate.resolve();
  await opening;
  expect([opener.link.closed, media.current, received]).toEqual([true, undefined, 0]);
  media.watch(Promise.reject(new Error('too late')));
  await settled();
  expect(hooks.failures).toEqual([]);
});

test('packets that stop flowing look for another way, and once they flow again the connection is looked at', async () => {
  await media.open(openedMedia());
  opener.link.flow(false);
  await settled();
  expect([opener.link.restarts, hooks.told]).toEqual([1, ['stands still']]);
  const checks = server.checks;
  opener.link.flow(true);
  expect([hooks.told.at(-1), server.checks]).toEqual(['flows', checks + 1]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opener.link.restarts).toBe(1);
});

test('B12: a search for another way that the server has no time for is tried again, and in the end media is opened anew', async () => {
  await media.open(openedMedia());
  opener.link.restart = () => Promise.reject(new RequestError('too-often', { retryAfterMs: 100 }));
  opener.link.flow(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opener.link.restarts).toBe(3);
  server.waiting('media:reopen').answer(openedMedia());
  await settled();
  expect(hooks.told.slice(1)).toEqual(['flows', 'resumed']);
  expect(hooks.failures).toEqual([]);
});

test('what is watched is told when it fails, unless the connection broke', async () => {
  media.watch(Promise.reject(new CallError('connection-lost')));
  const failure = new RequestError('not-permitted');
  media.watch(Promise.reject(failure));
  await settled();
  expect(hooks.failures).toEqual([failure]);
});
