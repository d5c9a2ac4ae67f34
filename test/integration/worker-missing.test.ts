// What the media worker does so that a receiver misses nothing: a layer that is left out leaves no hole in the numbers, and the parameter
// sets that begin a key frame are sent twice. The worker that set-up builds does so; upstream's prebuilt one does not.
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  receiverCapabilities,
  videoClockHz,
  videoParameters,
  videoPayloadType,
} from '../../peers/rtp-formats.ts';
import { payloadOffset } from '../../peers/rtp.ts';
import { routerCodecs } from '../../server/media/media-settings.ts';
import { needsOwnWorker, workerBin } from '../helpers/own-worker.ts';
import { plainSps, writeSps } from '../torture/sps.ts';

const ssrc = 4711;
const descriptorId = 7;
const descriptorUri =
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

/** Dependency descriptors as Chromium writes them for one layer of sizes and two of rates (`L1T2`), for a frame in one packet. */
const descriptors = {
  key: 'c0001680011ea851410108',
  whole: 'c0001a1a6020',
  half: 'c200181a2010',
} as const;
const sps = writeSps(plainSps);
const slice = Buffer.from('419a', 'hex');

interface Arrived {
  readonly sequence: number;
  readonly payloadType: number;
  readonly payload: string;
}

let worker: types.Worker;
let producer: types.Producer;
let consumer: types.Consumer;
let arrived: Arrived[];

beforeEach(async () => {
  worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
  const router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const transport = await router.createDirectTransport();
  producer = await transport.produce({
    kind: 'video',
    rtpParameters: {
      ...videoParameters([ssrc]),
      encodings: [{ ssrc, scalabilityMode: 'L1T2' }],
      headerExtensions: [{ uri: descriptorUri, id: descriptorId }],
    } as types.RtpParameters,
  });
  consumer = await transport.consume({
    producerId: producer.id,
    rtpCapabilities: {
      ...receiverCapabilities,
      codecs: [
        ...receiverCapabilities.codecs,
        {
          kind: 'video',
          mimeType: 'video/rtx',
          preferredPayloadType: 102,
          clockRate: videoClockHz,
          parameters: { apt: 101 },
        },
      ],
    } as types.RtpCapabilities,
  });
  arrived = [];
  consumer.on('rtp', (packet) =>
    arrived.push({
      sequence: packet.readUInt16BE(2),
      payloadType: (packet[1] ?? 0) & 0x7f,
      payload: packet.subarray(payloadOffset(packet)).toString('hex'),
    }),
  );
});
afterEach(() => worker.close());

function send(sequence: number, frame: keyof typeof descriptors, payload: Buffer = slice): void {
  const descriptor = Buffer.from(descriptors[frame], 'hex');
  const words = Math.ceil((descriptor.length + 1) / 4);
  const packet = Buffer.alloc(16 + 4 * words + payload.length);
  packet[0] = 0x90;
  packet[1] = 0x80 | videoPayloadType;
  packet.writeUInt16BE(sequence, 2);
  packet.writeUInt32BE(3000 * sequence, 4);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt16BE(0xbede, 12);
  packet.writeUInt16BE(words, 14);
  packet[16] = (descriptorId << 4) | (descriptor.length - 1);
  descriptor.copy(packet, 17);
  payload.copy(packet, 16 + 4 * words);
  producer.send(packet);
}

const isRepeat = ({ payloadType }: Arrived) =>
  consumer.rtpParameters.codecs.find((codec) => codec.payloadType === payloadType)?.mimeType === 'video/rtx';
const first = () => arrived.filter((packet) => !isRepeat(packet));

test(
  'a packet of a layer that is left out, which comes late, leaves no hole in the numbers',
  needsOwnWorker,
  async () => {
    await consumer.setPreferredLayers({ spatialLayer: 0, temporalLayer: 0 });
    send(1, 'key', sps);
    send(2, 'half');
    send(3, 'whole');
    send(5, 'whole');
    send(4, 'half');
    send(6, 'whole');
    await expect.poll(() => first().length).toBe(5);
    const [begin = 0] = first().map(({ sequence }) => sequence);
    expect(first().map(({ sequence, payload }) => [sequence - begin, payload])).toEqual([
      [0, sps.toString('hex')],
      [1, slice.toString('hex')],
      [3, slice.toString('hex')],
      [2, ''],
      [4, slice.toString('hex')],
    ]);
  },
);

test(
  'the parameter sets that begin a key frame are sent once more at once, and nothing else is',
  needsOwnWorker,
  async () => {
    send(1, 'key', sps);
    send(2, 'half');
    send(3, 'whole');
    await expect.poll(() => first().length).toBe(3);
    const again = arrived.filter(isRepeat);
    const [original] = first();
    expect(again.map(({ payload }) => payload)).toEqual([
      (original?.sequence ?? 0).toString(16).padStart(4, '0') + sps.toString('hex'),
    ]);
  },
);
