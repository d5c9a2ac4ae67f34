// Switching sources on and off and receiving them, by the negotiation alone: real workers, no packets.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';
import { fingerprint, h264Parameters, opusParameters, soundOnly } from './rtp-samples.ts';

type Joined = RequestOutput<'room:join'>;

let server: ServerProcess;
const members: Member[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const member of members.splice(0)) member.close();
});

async function open(): Promise<Member> {
  const member = await Member.open(server.url, await registerAccount(server.url));
  members.push(member);
  return member;
}

/** Two in a room, both able to receive everything. */
async function meet(): Promise<{ ann: Member; bob: Member; annJoined: Joined; bobJoined: Joined }> {
  const [ann, bob] = [await open(), await open()];
  const rtpCapabilities = relayFormats;
  const annJoined = await ann.request('room:create', { rtpCapabilities });
  const bobJoined = await bob.request('room:join', { number: annJoined.room.number, rtpCapabilities });
  return { ann, bob, annJoined, bobJoined };
}

const camera = { source: 'camera', codec: 'h264' };
const microphone = { source: 'microphone', codec: 'speex' };
const jpegCamera = (streamId = 1): unknown => ({
  source: 'camera',
  sctpStreamParameters: { streamId, ordered: false, maxPacketLifeTime: 400 },
});

describe('switching on', () => {
  test('all four sources at once, each told to the other with its codec', async () => {
    const { ann, bob } = await meet();
    await ann.request('media:produce', { ...microphone, rtpParameters: opusParameters() });
    await ann.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    await ann.request('media:produce-data', {
      source: 'screen',
      sctpStreamParameters: { streamId: 2, ordered: false, maxPacketLifeTime: 400 },
    });
    await ann.request('media:produce', {
      source: 'screen-sound',
      codec: 'opus',
      rtpParameters: opusParameters(),
      paused: true,
    });
    await bob.nextNotice('source:started', 3);
    expect(
      bob.told('source:started').map(({ source }) => [source.source, source.codec, source.paused]),
    ).toEqual([
      ['microphone', 'speex', false],
      ['camera', 'h264', false],
      ['screen', 'jpeg', false],
      ['screen-sound', 'opus', true],
    ]);
    expect(ann.told('source:started')).toEqual([]);
  });

  test('who joins late finds what is on in the snapshot', async () => {
    const { ann, annJoined } = await meet();
    const { producerId } = await ann.request('media:produce-data', jpegCamera());
    const late = await open();
    const { room } = await late.request('room:join', { number: annJoined.room.number });
    expect(room.peers[0]?.sources).toEqual([{ producerId, source: 'camera', codec: 'jpeg', paused: false }]);
  });

  test('the size of a camera is told, at once and to who joins late', async () => {
    const { ann, bob, annJoined } = await meet();
    const size = { width: 640, height: 360 };
    await ann.request('media:produce', { ...camera, size, rtpParameters: h264Parameters() });
    expect((await bob.nextNotice('source:started')).source).toMatchObject({ source: 'camera', size });
    const late = await open();
    const { room } = await late.request('room:join', { number: annJoined.room.number });
    expect(room.peers[0]?.sources).toMatchObject([{ source: 'camera', size }]);
  });

  test('a source that is on already is refused, and off again it may be switched on', async () => {
    const { ann } = await meet();
    const first = await ann.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    expect(await ann.refusal('media:produce', { ...camera, rtpParameters: h264Parameters() })).toBe(
      'source-already-on',
    );
    expect(await ann.refusal('media:produce-data', jpegCamera())).toBe('source-already-on');
    await ann.request('media:close', { producerId: first.producerId });
    expect(await ann.refusal('media:produce-data', jpegCamera())).toBe('ok');
  });

  test.each([
    [
      'a microphone as H.264',
      { source: 'microphone', codec: 'h264', rtpParameters: h264Parameters() },
      'codec',
    ],
    ['a camera as Speex', { source: 'camera', codec: 'speex', rtpParameters: opusParameters() }, 'codec'],
    ['JPEG over RTP', { source: 'camera', codec: 'jpeg', rtpParameters: h264Parameters() }, 'codec'],
    [
      'a voice with a size',
      { ...microphone, size: { width: 640, height: 360 }, rtpParameters: opusParameters() },
      'size',
    ],
    ['H.264 that says it is Opus', { ...camera, rtpParameters: opusParameters() }, 'rtpParameters.codecs'],
  ])('%s is refused', async (_what, input, field) => {
    const { ann } = await meet();
    expect(await ann.ask('media:produce', input)).toEqual({
      ok: false,
      error: { code: 'bad-request', field },
    });
  });

  test('a microphone over a data channel is refused', async () => {
    const { ann } = await meet();
    const input = { source: 'microphone', sctpStreamParameters: { streamId: 1 } };
    expect(await ann.ask('media:produce-data', input)).toEqual({
      ok: false,
      error: { code: 'bad-request', field: 'source' },
    });
  });

  test('parameters that the worker refuses leave nothing on', async () => {
    const { ann, bob } = await meet();
    const codecs = h264Parameters().codecs.map((codec) => ({ ...codec, clockRate: 1 }));
    const nonsense = { ...h264Parameters(), codecs };
    expect(await ann.refusal('media:produce', { ...camera, rtpParameters: nonsense })).toBe('media-rejected');
    expect(await ann.refusal('media:produce', { ...camera, rtpParameters: h264Parameters() })).toBe('ok');
    await bob.nextNotice('source:started');
    expect(bob.told('source:started')).toHaveLength(1);
  });
});

describe('muting and switching off', () => {
  test('the others are told once of each change', async () => {
    const { ann, bob, annJoined } = await meet();
    const peerId = annJoined.room.selfPeerId;
    const { producerId } = await ann.request('media:produce', {
      ...microphone,
      rtpParameters: opusParameters(),
    });
    await ann.request('media:pause', { producerId, paused: true });
    await ann.request('media:pause', { producerId, paused: true });
    await ann.request('media:pause', { producerId, paused: false });
    await ann.request('media:close', { producerId });
    await bob.nextNotice('source:stopped');
    expect(bob.notices.slice(-3)).toEqual([
      { name: 'source:paused', body: { peerId, producerId, paused: true } },
      { name: 'source:paused', body: { peerId, producerId, paused: false } },
      { name: 'source:stopped', body: { peerId, producerId } },
    ]);
    expect(await ann.refusal('media:close', { producerId })).toBe('no-such-producer');
  });
});

describe('receiving', () => {
  test('voice, H.264 and JPEG come with what it takes to receive them', async () => {
    const { ann, bob } = await meet();
    const voice = await ann.request('media:produce', { ...microphone, rtpParameters: opusParameters() });
    const pictures = await ann.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    const screen = await ann.request('media:produce-data', {
      source: 'screen',
      sctpStreamParameters: { streamId: 1, ordered: false, maxPacketLifeTime: 400 },
    });
    const producerIds = [voice, pictures, screen].map(({ producerId }) => producerId);
    const { consumers } = await bob.request('media:consume', { producerIds });
    expect(consumers.map(({ carrier, producerId }) => [carrier, producerId])).toEqual([
      ['rtp', voice.producerId],
      ['rtp', pictures.producerId],
      ['data', screen.producerId],
    ]);
    expect(consumers[2]).toMatchObject({ sctpStreamParameters: { ordered: false, maxPacketLifeTime: 2000 } });
    const consumerIds = consumers.map(({ consumerId }) => consumerId);
    await bob.request('media:resume', { consumerIds });
    await bob.request('media:prefer-layers', {
      consumerId: consumerIds[1],
      spatialLayer: 0,
      temporalLayer: 1,
    });
    await bob.request('media:suspend', { consumerIds });
  });

  test('who joins is told at once how to receive what the others send, as far as they can', async () => {
    const { ann, bob, annJoined } = await meet();
    const { number } = annJoined.room;
    const voice = await ann.request('media:produce', { ...microphone, rtpParameters: opusParameters() });
    const camera264 = await ann.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    const pictures = await bob.request('media:produce-data', jpegCamera());
    const receivedBy = async (rtpCapabilities: unknown): Promise<string[]> => {
      const newcomer = await open();
      const { consumers } = await newcomer.request('room:join', { number, rtpCapabilities });
      await newcomer.request('media:resume', { consumerIds: consumers.map(({ consumerId }) => consumerId) });
      return consumers.map(({ producerId }) => producerId);
    };
    expect(await receivedBy(relayFormats)).toEqual([
      voice.producerId,
      camera264.producerId,
      pictures.producerId,
    ]);
    expect(await receivedBy(soundOnly)).toEqual([voice.producerId, pictures.producerId]);
    expect(await receivedBy(undefined)).toEqual([pictures.producerId]);
  });

  test('a viewer who begins to watch JPEG makes its sender send a whole picture', async () => {
    const { ann, bob } = await meet();
    const { producerId } = await ann.request('media:produce-data', jpegCamera());
    const { consumers } = await bob.request('media:consume', { producerIds: [producerId] });
    expect(ann.told('video:key-frame-requested')).toEqual([]);
    await bob.request('media:resume', { consumerIds: consumers.map(({ consumerId }) => consumerId) });
    expect(await ann.nextNotice('video:key-frame-requested')).toEqual({ producerId });
    expect(bob.told('video:key-frame-requested')).toEqual([]);
  });

  test.each([
    [
      'h264',
      (member: Member) => member.request('media:produce', { ...camera, rtpParameters: h264Parameters() }),
      [0, 1, 2],
    ],
    ['jpeg', (member: Member) => member.request('media:produce-data', jpegCamera()), [0]],
  ] as const)(
    'a %s camera without viewers rests, and goes on with the first viewer',
    async (_codec, produce, layers) => {
      const { ann, bob } = await meet();
      const { producerId } = await produce(ann);
      const { consumers } = await bob.request('media:consume', { producerIds: [producerId] });
      const consumerIds = consumers.map(({ consumerId }) => consumerId);
      expect(await ann.nextNotice('picture:layers-wanted')).toEqual({ producerId, layers: [] });
      await bob.request('media:resume', { consumerIds });
      expect(await ann.nextNotice('picture:layers-wanted', 1)).toEqual({ producerId, layers });
      await bob.request('media:suspend', { consumerIds });
      expect(await ann.nextNotice('picture:layers-wanted', 2)).toEqual({ producerId, layers: [] });
      await ann.request('room:resume');
      expect(await ann.nextNotice('picture:layers-wanted', 3)).toEqual({ producerId, layers: [] });
    },
  );

  test('a viewer that lost pictures of JPEG gets them again, at a pace', async () => {
    const { ann, bob } = await meet();
    const { producerId } = await ann.request('media:produce-data', jpegCamera());
    const { consumers } = await bob.request('media:consume', { producerIds: [producerId] });
    const consumerIds = consumers.map(({ consumerId }) => consumerId);
    await bob.request('media:resume', { consumerIds });
    expect(await ann.nextNotice('video:key-frame-requested')).toEqual({ producerId });
    await bob.request('media:resume', { consumerIds });
    const again = { producerId, bytesPerSecond: expect.any(Number) as number };
    expect(await ann.nextNotice('video:key-frame-requested', 1)).toEqual(again);
  });

  test('sources that have gone are left out', async () => {
    const { ann, bob } = await meet();
    const gone = await ann.request('media:produce', { ...microphone, rtpParameters: opusParameters() });
    const still = await ann.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    await ann.request('media:close', { producerId: gone.producerId });
    const { consumers } = await bob.request('media:consume', {
      producerIds: [gone.producerId, still.producerId],
    });
    expect(consumers.map((consumer) => consumer.producerId)).toEqual([still.producerId]);
  });

  test('when a source stops, its consumers are gone', async () => {
    const { ann, bob } = await meet();
    const { producerId } = await ann.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    const { consumers } = await bob.request('media:consume', { producerIds: [producerId] });
    await ann.request('media:close', { producerId });
    await bob.nextNotice('source:stopped');
    const consumerIds = consumers.map((consumer) => consumer.consumerId);
    await expect.poll(() => bob.refusal('media:resume', { consumerIds })).toBe('no-such-consumer');
  });

  test('B1: a member leaves while a new one resumes all: the others flow, and the answer names those that are gone', async () => {
    const { ann, bob, annJoined } = await meet();
    const staying = await bob.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    const leaving = await ann.request('media:produce', { ...microphone, rtpParameters: opusParameters() });
    const newcomer = await open();
    const { number } = annJoined.room;
    const { consumers } = await newcomer.request('room:join', { number, rtpCapabilities: relayFormats });
    await ann.request('room:leave', {});
    await newcomer.nextNotice('peer:left');
    // Its layers are sent again when a viewer begins to watch.
    await expect
      .poll(() => bob.told('picture:layers-wanted').at(-1)?.layers, { timeout: 10_000 })
      .toEqual([]);
    const idOf = (producerId: string) =>
      consumers.find((consumer) => consumer.producerId === producerId)?.consumerId;
    const consumerIds = [idOf(leaving.producerId), idOf(staying.producerId)];
    const answer = await newcomer.request('media:resume', { consumerIds });
    expect(answer).toEqual({ gone: [idOf(leaving.producerId)] });
    await expect.poll(() => bob.told('picture:layers-wanted').at(-1)?.layers).not.toEqual([]);
    expect(await newcomer.request('media:suspend', { consumerIds })).toEqual(answer);
  });

  test('what one cannot receive is refused by itself and left out among others', async () => {
    const { ann, bob } = await meet();
    await bob.request('media:reopen', { rtpCapabilities: soundOnly });
    const voice = await ann.request('media:produce', { ...microphone, rtpParameters: opusParameters() });
    const pictures = await ann.request('media:produce', { ...camera, rtpParameters: h264Parameters() });
    expect(await bob.refusal('media:consume', { producerIds: [pictures.producerId] })).toBe('cannot-consume');
    const both = { producerIds: [pictures.producerId, voice.producerId] };
    const { consumers } = await bob.request('media:consume', both);
    expect(consumers.map((consumer) => consumer.producerId)).toEqual([voice.producerId]);
  });

  test('S9: asking for the same source again is answered as it is, and makes no second consumer', async () => {
    const { ann, bob } = await meet();
    const { producerId } = await ann.request('media:produce-data', jpegCamera());
    const first = await bob.request('media:consume', { producerIds: [producerId, producerId] });
    expect(first.consumers).toHaveLength(1);
    expect(await bob.request('media:consume', { producerIds: [producerId] })).toEqual(first);
    const consumerIds = first.consumers.map(({ consumerId }) => consumerId);
    expect(await bob.refusal('media:resume', { consumerIds })).toBe('ok');
    expect(await bob.request('media:consume', { producerIds: [producerId] })).toEqual(first);
  });
});

describe('loss of a voice', () => {
  test('that a listener reports is told to the sender, once, and again when it is over', async () => {
    const { ann, bob } = await meet();
    const { producerId } = await ann.request('media:produce', {
      ...microphone,
      rtpParameters: opusParameters(),
    });
    const report = (lossRatio: number) =>
      bob.request('media:report-loss', { reports: [{ producerId, lossRatio, burstPackets: 1 }] });
    await report(0.05);
    await report(0.06);
    await report(0);
    await ann.nextNotice('voice:loss-changed', 1);
    expect(ann.told('voice:loss-changed')).toEqual([
      { producerId, lossRatio: 0.05, burstPackets: 1 },
      { producerId, lossRatio: 0, burstPackets: 1 },
    ]);
    expect(bob.told('voice:loss-changed')).toEqual([]);
  });

  test('is over for the sender when the only one who had it leaves', async () => {
    const { ann, bob } = await meet();
    const { producerId } = await ann.request('media:produce', {
      ...microphone,
      rtpParameters: opusParameters(),
    });
    await bob.request('media:report-loss', { reports: [{ producerId, lossRatio: 0.2, burstPackets: 1 }] });
    await bob.request('room:leave');
    expect(await ann.nextNotice('voice:loss-changed', 1)).toEqual({
      producerId,
      lossRatio: 0,
      burstPackets: 1,
    });
  });

  test("of one's own voice, or of one in another room, is sent to no peer", async () => {
    const { ann } = await meet();
    const { bob: stranger } = await meet();
    const { producerId } = await ann.request('media:produce', {
      ...microphone,
      rtpParameters: opusParameters(),
    });
    const reports = [{ producerId, lossRatio: 0.5, burstPackets: 1 }];
    await ann.request('media:report-loss', { reports });
    await stranger.request('media:report-loss', { reports });
    expect(ann.told('voice:loss-changed')).toEqual([]);
  });
});

describe('ids of others', () => {
  test('of another room and of another peer are refused or left out, and change nothing there', async () => {
    const here = await meet();
    const there = await meet();
    const { producerId } = await there.ann.request('media:produce', {
      ...camera,
      rtpParameters: h264Parameters(),
    });
    const { consumers } = await there.bob.request('media:consume', { producerIds: [producerId] });
    const consumerIds = consumers.map((consumer) => consumer.consumerId);
    for (const foreign of [here.ann, there.bob]) {
      expect(await foreign.refusal('media:close', { producerId })).toBe('no-such-producer');
      expect(await foreign.refusal('media:pause', { producerId, paused: true })).toBe('no-such-producer');
    }
    for (const foreign of [here.ann, there.ann]) {
      expect(await foreign.refusal('media:resume', { consumerIds })).toBe('no-such-consumer');
      expect(await foreign.refusal('media:suspend', { consumerIds })).toBe('no-such-consumer');
      const layers = { consumerId: consumerIds[0], spatialLayer: 0 };
      expect(await foreign.refusal('media:prefer-layers', layers)).toBe('no-such-consumer');
      expect((await foreign.request('media:consume', { producerIds: [producerId] })).consumers).toEqual([]);
      const transportId = there.bobJoined.receiveTransport.id;
      const dtlsParameters = { fingerprints: [fingerprint] };
      expect(await foreign.refusal('media:connect', { transportId, dtlsParameters })).toBe('media-rejected');
      expect(await foreign.refusal('media:restart-ice', { transportId })).toBe('media-rejected');
    }
    expect(await there.bob.refusal('media:resume', { consumerIds })).toBe('ok');
    expect(there.bob.told('source:stopped')).toEqual([]);
  });
});

describe('calls out of order', () => {
  test('connecting twice, consuming without saying what one receives, and sources before connecting are answered', async () => {
    const ann = await open();
    const { sendTransport, room } = await ann.request('room:create');
    const connect = {
      transportId: sendTransport.id,
      dtlsParameters: { role: 'client', fingerprints: [fingerprint] },
    };
    expect(await ann.refusal('media:produce', { ...camera, rtpParameters: h264Parameters() })).toBe('ok');
    expect(await ann.refusal('media:connect', connect)).toBe('ok');
    expect(await ann.refusal('media:connect', connect)).toBe('media-rejected');
    const producerId = (await ann.request('room:resume')).room.peers[0]?.sources[0]?.producerId;
    const bob = await open();
    await bob.request('room:join', { number: room.number });
    expect(await bob.refusal('media:consume', { producerIds: [producerId] })).toBe('cannot-consume');
    expect(await ann.refusal('media:restart-ice', { transportId: sendTransport.id })).toBe('ok');
  });

  test('reopening while media runs gives new transports and tells that the sources have stopped', async () => {
    const { ann, bob, annJoined } = await meet();
    const { producerId } = await ann.request('media:produce-data', jpegCamera());
    const reopened = await ann.request('media:reopen');
    expect(reopened.sendTransport.id).not.toBe(annJoined.sendTransport.id);
    expect(await bob.nextNotice('source:stopped')).toMatchObject({ producerId });
    expect(await ann.refusal('media:produce-data', jpegCamera())).toBe('ok');
  });
});
