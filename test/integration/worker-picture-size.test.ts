// What an H.264 source claims of the size of its pictures: packets that claim more than a client sends go to no receiver. The worker that
// set-up builds looks at it; upstream's prebuilt one does not.
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blockSide, blocksMax, sideMax } from '../../codecs/h264-limits.ts';
import { receiverCapabilities, videoParameters, videoPayloadType } from '../../peers/rtp-formats.ts';
import { payloadOffset, writeRtpHeader } from '../../peers/rtp.ts';
import { routerCodecs } from '../../server/media/media-settings.ts';
import { needsOwnWorker, workerBin } from '../helpers/own-worker.ts';
import { aggregate } from '../torture/bent-camera.ts';
import { keepingBits, plainSps, type Sps, writeSps } from '../torture/sps.ts';

const ssrc = 4711;
const slice = Buffer.from('6588', 'hex');
const pps = Buffer.from('68ce3c80', 'hex');
/** Follows whatever was sent, and passes. */
const last = Buffer.from('419a', 'hex');

let worker: types.Worker;
let producer: types.Producer;
let arrived: string[];
let sequence: number;
let seeLast: () => void;

beforeEach(async () => {
  worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
  const router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const transport = await router.createDirectTransport();
  producer = await transport.produce({
    kind: 'video',
    rtpParameters: videoParameters([ssrc]) as types.RtpParameters,
  });
  const consumer = await transport.consume({
    producerId: producer.id,
    rtpCapabilities: receiverCapabilities as types.RtpCapabilities,
  });
  [arrived, sequence, seeLast] = [[], 0, () => undefined];
  consumer.on('rtp', (packet) => {
    const payload = packet.subarray(payloadOffset(packet));
    if (payload.equals(last)) seeLast();
    else arrived.push(payload.toString('hex'));
  });
  // Nothing is sent on before a first key frame.
  await passes(writeSps(plainSps));
});
afterEach(() => worker.close());

function send(payload: Buffer): void {
  const packet = Buffer.alloc(12 + payload.length);
  sequence += 1;
  writeRtpHeader(packet, {
    payloadType: videoPayloadType,
    marker: true,
    sequence,
    time: 3000 * sequence,
    ssrc,
  });
  payload.copy(packet, 12);
  producer.send(packet);
}

/** Whether it arrives at the receiver. */
async function passes(payload: Buffer): Promise<boolean> {
  arrived = [];
  const end = new Promise<void>((resolve) => (seeLast = resolve));
  send(payload);
  send(last);
  await end;
  return arrived.includes(payload.toString('hex'));
}

/** The first fragment of a NAL unit (RFC 6184, 5.8). */
function firstFragment(nal: Buffer): Buffer {
  const type = (nal[0] ?? 0) & 0x1f;
  return Buffer.concat([Buffer.of(0x7c, 0x80 | type), nal.subarray(1, -2)]);
}

const highSps: Sps = { ...plainSps, profile: 100, samples: [1, 0, 0] };
/** The largest: 4096 x 2304, with five references. */
const largest: Sps = { ...plainSps, level: 52, width: 256, height: blocksMax / 256, references: 5 };
const huge: Sps = { ...plainSps, width: 1024, height: 1024 };

test.each<[string, Sps]>([
  ['a usual size', plainSps],
  ['the largest', largest],
  ['the longest side', { ...plainSps, width: sideMax / blockSide, height: 36 }],
  ['a set of the high profile', highSps],
  ['a set with an order of its own', { ...plainSps, orderType: 0, orderBits: 6, references: 16 }],
  ['a picture in two fields', { ...plainSps, height: 11, hasFramesOnly: false, rest: '01001' }],
  ['pictures that are kept', { ...plainSps, rest: `101${keepingBits(4, 16)}1` }],
])('%s passes, alone and among others', async (_what, set) => {
  const sps = writeSps(set);
  expect(await passes(sps)).toBe(true);
  expect(await passes(aggregate([sps, pps, slice]))).toBe(true);
});

test.each<[string, Sps]>([
  ['16,384 x 16,384', huge],
  ['more macroblocks than the largest', { ...largest, width: 257, references: 1 }],
  ['a longer side than the longest', { ...plainSps, width: sideMax / blockSide + 1, height: 1 }],
  ['as many as a number can say', { ...plainSps, width: 2 ** 32 - 1, height: 2 ** 32 - 1 }],
  ['twice as many, in fields', { ...largest, hasFramesOnly: false, rest: '01001' }],
  ['more references than a decoder keeps', { ...largest, references: 6 }],
  ['more references than there are', { ...plainSps, references: 17 }],
  ['more kept pictures', { ...largest, rest: `101${keepingBits(0, 6)}1` }],
  ['more pictures out of their order', { ...largest, rest: `101${keepingBits(6, 0)}1` }],
  ['a level that allows more', { ...plainSps, level: 60 }],
  ['whole colour', { ...highSps, samples: [2, 0, 0] }],
  ['ten bits', { ...highSps, samples: [1, 2, 0] }],
  ['an unknown profile', { ...plainSps, profile: 244, samples: [1, 0, 0] }],
])(
  'S3: a set that claims %s goes to no receiver, alone or among others',
  needsOwnWorker,
  async (_what, set) => {
    const sps = writeSps(set);
    expect(await passes(sps)).toBe(false);
    expect(await passes(aggregate([writeSps(plainSps), pps, sps]))).toBe(false);
    // The source goes on with what it may send.
    expect(await passes(aggregate([writeSps(plainSps), pps, slice]))).toBe(true);
  },
);

test.each<[string, Buffer]>([
  ['that ends too soon', writeSps(plainSps).subarray(0, -2)],
  ['in fragments', firstFragment(writeSps(huge))],
  ['as the set of a layer', Buffer.concat([Buffer.of(0x6f), writeSps(huge).subarray(1)])],
  ['behind another unit', Buffer.concat([writeSps(plainSps), Buffer.of(0, 0, 1), writeSps(huge)])],
  ['in a packet with wrong sizes', Buffer.concat([aggregate([pps]), Buffer.of(0, 200), writeSps(huge)])],
  [
    'in a packet with a decoding order',
    Buffer.concat([Buffer.of(0x79, 0, 0), aggregate([writeSps(huge)]).subarray(1)]),
  ],
  ['behind a forbidden bit', Buffer.concat([Buffer.of(0xe7), writeSps(huge).subarray(1)])],
])('S3: a set %s goes to no receiver', needsOwnWorker, async (_where, payload) => {
  expect(await passes(payload)).toBe(false);
});
