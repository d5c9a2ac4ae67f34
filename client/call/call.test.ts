import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import type { SourceInfo } from '../../protocol/room/roster.ts';
import { Call } from './call.ts';
import { CallError } from '../link/call-error.ts';
import { consumerOptions, FakeHooks, FakeOpener, incoming, openedMedia, roomOf } from './fake-media.ts';
import { FakeSignalling, settled } from '../link/fake-signalling.ts';

let server: FakeSignalling;
let hooks: FakeHooks;
let opener: FakeOpener;
let call: Call;

const annVoice = incoming('voice').source;
const ownVoice = { source: 'microphone', codec: 'opus', track: {} as MediaStreamTrack } as const;
const asks = (name: string): unknown[] =>
  server.asked.filter((asked) => asked.name === name).map(({ input }) => input);
const ownSources = (): readonly SourceInfo[] =>
  call.room?.peers.find(({ peerId }) => peerId === 'bob')?.sources ?? [];

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeSignalling();
  hooks = new FakeHooks();
  opener = new FakeOpener();
  call = new Call(server.signalling, hooks, true, opener);
});

afterEach(() => {
  call.abandon();
  vi.useRealTimers();
});

async function enter(sources: readonly SourceInfo[] = []): Promise<void> {
  const entered = call.enter({ kind: 'join', number: '00001' });
  await settled();
  const given = sources.map((source) => ({ peerId: 'ann', source }));
  server.waiting('room:join').answer({ ...openedMedia(given), room: roomOf(sources) });
  await entered;
  await settled();
}

test('who enters hears at once who is there, by what came with the answer', async () => {
  await enter([annVoice]);
  expect(hooks.received).toEqual(['voice']);
  expect(asks('media:consume')).toEqual([]);
  expect(asks('media:resume')).toEqual([{ consumerIds: ['voice/1'] }]);
});

test('B1: a member leaves while another joins, and the new one hears the others', async () => {
  const other = { ...annVoice, producerId: 'other' };
  await enter([annVoice, other]);
  server.waiting('media:resume').answer({ gone: ['other/1'] });
  call.handleNotice({ name: 'source:stopped', body: { peerId: 'ann', producerId: 'other' } });
  await settled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hooks.ended).not.toContain('voice');
  expect(opener.link.consumers.map(({ id, closed }) => [id, closed])).toEqual([
    ['voice/1', false],
    ['other/1', true],
  ]);
  expect(hooks.failures).toEqual([]);
});

test('B1: at a change of the voice codec every member is heard, though a requested source has gone meanwhile', async () => {
  await enter([annVoice]);
  const speex = { ...annVoice, producerId: 'speex', codec: 'speex' } as const;
  server.waiting('media:resume').refuse(new RequestError('no-such-consumer'));
  call.handleNotice({ name: 'source:stopped', body: { peerId: 'ann', producerId: 'voice' } });
  call.handleNotice({ name: 'source:started', body: { peerId: 'ann', source: speex } });
  await settled();
  while (server.isWaiting('media:consume')) {
    const asked = server.waiting('media:consume');
    const isSpeex = (asked.input['producerIds'] as string[]).includes('speex');
    asked.answer({ consumers: isSpeex ? [consumerOptions(speex)] : [] });
    await settled();
  }
  expect(asks('media:resume').at(-1)).toEqual({ consumerIds: ['speex/1'] });
});

test('voices that cannot be played are left alone until they come as Opus', async () => {
  call = new Call(server.signalling, hooks, false, opener);
  await enter();
  const speex = { ...annVoice, producerId: 'speex', codec: 'speex' } as const;
  call.handleNotice({ name: 'source:started', body: { peerId: 'ann', source: speex } });
  call.handleNotice({ name: 'source:started', body: { peerId: 'ann', source: annVoice } });
  await settled();
  expect(asks('media:consume')).toEqual([{ producerIds: ['voice'] }]);
});

test('the own picture of the room has what is sent, muted and stopped', async () => {
  await enter();
  const producerId = await call.sendTrack(ownVoice);
  expect(ownSources()).toMatchObject([{ producerId, paused: false }]);
  const muted = call.setPaused(producerId, true);
  expect(ownSources()).toMatchObject([{ producerId, paused: true }]);
  server.waiting('media:pause').answer({});
  await muted;
  const stopped = call.stopSource(producerId);
  server.waiting('media:close').answer({});
  await stopped;
  expect([ownSources(), call.isSending(producerId)]).toEqual([[], false]);
});

test('after a break the place is taken up: packets look for a way, missed sources are asked for, own ones settled', async () => {
  await enter([annVoice]);
  server.waiting('media:resume').answer({});
  const producerId = await call.sendTrack(ownVoice);
  const resumed = call.resume();
  const missed = { ...annVoice, producerId: 'missed' };
  const own = { ...annVoice, producerId };
  server.waiting('room:resume').answer({ room: roomOf([annVoice, missed], [own]), mediaOpen: true });
  await resumed;
  await settled();
  expect(opener.link.restarts).toBe(1);
  expect(asks('media:consume')).toEqual([{ producerIds: ['missed'] }]);
  expect(asks('media:resume')).toHaveLength(2);
  expect([call.isSending(producerId), hooks.told]).toEqual([true, ['resumed']]);
});

test('where the transports were lost, or are unknown to the server, media is opened anew', async () => {
  await enter();
  const lost = call.resume();
  server.waiting('room:resume').answer({ room: roomOf([]), mediaOpen: false });
  await settled();
  server.waiting('media:reopen').answer(openedMedia());
  await lost;
  opener.link.restart = () => Promise.reject(new RequestError('media-rejected'));
  const unknown = call.resume();
  server.waiting('room:resume').answer({ room: roomOf([]), mediaOpen: true });
  await settled();
  server.waiting('media:reopen').answer(openedMedia());
  await unknown;
  expect(opener.links.map(({ closed }) => closed)).toEqual([true, true, false]);
  expect(hooks.told).toEqual(['resumed', 'resumed']);
});

test('X2: who has lost the place meanwhile enters anew where it is still kept, and not as anybody', async () => {
  await enter();
  const resumed = call.resume();
  server.waiting('room:resume').refuse(new RequestError('not-in-room'));
  await settled();
  expect(asks('room:join').at(-1)).toMatchObject({
    number: '00001',
    secret: 'secret',
    returning: true,
  });
  server.waiting('room:join').answer({ ...openedMedia(), room: roomOf([]) });
  await resumed;
  expect(opener.links.map(({ closed }) => closed)).toEqual([true, false]);
});

test('media that is lost is opened anew, and sources that came meanwhile are received', async () => {
  await enter([annVoice]);
  call.handleNotice({ name: 'media:lost', body: { reason: 'worker-died' } });
  expect(hooks.ended).toEqual(['voice']);
  const again = { ...annVoice, producerId: 'again' };
  call.handleNotice({ name: 'source:started', body: { peerId: 'ann', source: again } });
  await settled();
  server.waiting('media:reopen').answer(openedMedia());
  await settled();
  expect(asks('media:consume')).toEqual([{ producerIds: ['again'] }]);
});

test('a trouble that could not be told is told at the next look', async () => {
  await enter();
  const trouble = { level: 'poor', cause: 'loss' } as never;
  const told = call.reportQuality(trouble);
  server.waiting('connection:report').refuse(new RequestError('too-often'));
  await expect(told).rejects.toMatchObject({ code: 'too-often' });
  const again = call.reportQuality(trouble);
  server.waiting('connection:report').answer({});
  await again;
  await call.reportQuality(trouble);
  expect(asks('connection:report')).toHaveLength(2);
});

test('leaving ends media at once; whether the server heard of it is answered', async () => {
  await enter([annVoice]);
  const left = call.leave();
  expect([call.left, opener.link.closed, hooks.ended]).toEqual([true, true, ['voice']]);
  server.breakConnection();
  expect(await left).toBe(false);
  call.handleNotice({ name: 'room:locked', body: { locked: true } });
  expect(call.room?.locked).toBe(false);
  await expect(call.sendTrack(ownVoice)).rejects.toThrow(CallError);
});

test('a place that the server gave up itself counts as left', async () => {
  await enter();
  const left = call.leave();
  server.waiting('room:leave').refuse(new RequestError('not-in-room'));
  expect(await left).toBe(true);
});
