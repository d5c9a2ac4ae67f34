// A camera of the comparison: frames of H.264 packets that no decoder has to understand, but that every relay takes for what they are.
import { nowMs } from '../../../../peers/media/stamp.ts';
import { nalType } from '../../../../peers/media/h264-packets.ts';
import { writePacketStamp } from './packet-stamp.ts';

/** With NAL importance 3. */
const importance = 0x60;
/** A picture's size and format; mediasoup counts a key frame only where it finds such a NAL unit. */
const parameterSets = [
  Buffer.of(importance | nalType.sps, 0x42, 0xe0, 0x1f, 0xda, 0x01, 0x40, 0x16, 0xe4),
  Buffer.of(importance | nalType.pps, 0xce, 0x3c, 0x80),
];

export interface CameraSettings {
  readonly packetsPerFrame: number;
  /** Of each payload, 52 or more. */
  readonly payloadBytes: number;
  /** Every so many frames one is a key frame. */
  readonly keyFrameEvery: number;
}

export class Camera {
  readonly #settings: CameraSettings;
  readonly #keyFrame: readonly Uint8Array[];
  readonly #otherFrame: readonly Uint8Array[];
  #frames = 0;
  /** Packets so far: the number of the next one. */
  sequence = 0;

  constructor(settings: CameraSettings) {
    this.#settings = settings;
    const { packetsPerFrame, payloadBytes } = settings;
    const slices = (type: number) =>
      Array.from({ length: packetsPerFrame }, () =>
        Buffer.alloc(payloadBytes, 0x5a).fill(importance | type, 0, 1),
      );
    this.#keyFrame = slices(nalType.keySlice);
    this.#otherFrame = slices(nalType.slice);
    const [first] = this.#keyFrame;
    first?.set(aggregateStart(payloadBytes));
  }

  /** The next frame, stamped now; its bytes hold until the one after it is taken. */
  takeFrame(): readonly Uint8Array[] {
    const isKey = this.#frames % this.#settings.keyFrameEvery === 0;
    const payloads = isKey ? this.#keyFrame : this.#otherFrame;
    const atMs = nowMs();
    for (const payload of payloads) {
      writePacketStamp(payload, { sequence: this.sequence, atMs });
      this.sequence += 1;
    }
    this.#frames += 1;
    return payloads;
  }
}

/** The beginning of a packet of several NAL units (STAP-A): the parameter sets, then a slice that fills the rest. */
function aggregateStart(payloadBytes: number): Buffer {
  const withLength = (nal: Buffer, length = nal.length) => [Buffer.of(length >> 8, length & 0xff), nal];
  const before = Buffer.concat([
    Buffer.of(importance | nalType.stapA),
    ...parameterSets.flatMap((nal) => withLength(nal)),
  ]);
  const sliceBytes = payloadBytes - before.length - 2;
  return Buffer.concat([before, ...withLength(Buffer.of(importance | nalType.keySlice), sliceBytes)]);
}

/** A camera of 300 packets of 1100 bytes a second, in frames of ten: 2.6 Mbit/s. */
export const fanOutCamera: CameraSettings = { packetsPerFrame: 10, payloadBytes: 1100, keyFrameEvery: 30 };
export const framesPerSecond = 30;
