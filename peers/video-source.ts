// One H.264 camera or screen of a simulated peer: layers, what of them is watched, key frames on demand. Owned by room-peer.
import { videoClockHz, videoPayloadType } from './rtp-formats.ts';
import { writeRtpHeader, writeSenderReport } from './rtp.ts';

const packetMaxBytes = 1400;
/** Browsers send no second key frame sooner. */
const keyFrameIntervalMs = 300;

interface Layer {
  readonly ssrc: number;
  sequence: number;
  packets: number;
  bytes: number;
  keyFrameAtMs: number;
  wantsKeyFrame: boolean;
}

/** A packet of a frame, ready but for its header. */
export interface VideoPayload {
  readonly payload: Uint8Array;
  /** The last packet of the frame. */
  readonly marker: boolean;
}

export class VideoSource {
  readonly producerId: string;
  readonly #layers: Layer[];
  readonly #send: (bytes: Buffer) => boolean;
  readonly #bytes = Buffer.alloc(packetMaxBytes);
  #watched: ReadonlySet<number> | undefined;

  /** @param ssrcs one per layer, smallest first */
  constructor(producerId: string, ssrcs: readonly number[], send: (bytes: Buffer) => boolean) {
    this.producerId = producerId;
    this.#send = send;
    this.#layers = ssrcs.map((ssrc) => ({
      ssrc,
      sequence: 0,
      packets: 0,
      bytes: 0,
      keyFrameAtMs: 0,
      wantsKeyFrame: true,
    }));
  }

  get layerCount(): number {
    return this.#layers.length;
  }

  /** The relay told which layers are watched; all are until it does. */
  watch(layers: readonly number[]): void {
    this.#watched = new Set(layers);
  }

  isWatched(layer: number): boolean {
    return this.#watched?.has(layer) ?? true;
  }

  /** A receiver needs a key frame, of one stream or of all. */
  requestKeyFrame(ssrc?: number): void {
    for (const layer of this.#layers)
      if (ssrc === undefined || layer.ssrc === ssrc) layer.wantsKeyFrame = true;
  }

  /** Whether the next frame of a layer has to be a key frame; answered with yes once per wish. */
  takeKeyFrameRequest(index: number, nowMs: number): boolean {
    const layer = this.#layers[index];
    if (!layer?.wantsKeyFrame || nowMs - layer.keyFrameAtMs < keyFrameIntervalMs) return false;
    layer.wantsKeyFrame = false;
    layer.keyFrameAtMs = nowMs;
    return true;
  }

  /** Sends a packet of a frame. @param atMs when the frame was taken, on any clock that all frames share */
  send(index: number, { payload, marker }: VideoPayload, atMs: number): boolean {
    const layer = this.#layers[index];
    if (layer === undefined) return false;
    layer.sequence = (layer.sequence + 1) & 0xffff;
    layer.packets += 1;
    layer.bytes += payload.length;
    const offset = writeRtpHeader(this.#bytes, {
      payloadType: videoPayloadType,
      marker,
      sequence: layer.sequence,
      time: rtpTimeOf(atMs),
      ssrc: layer.ssrc,
    });
    this.#bytes.set(payload, offset);
    return this.#send(this.#bytes.subarray(0, offset + payload.length));
  }

  /** Tells the relay how the layers' times belong together. @param atMs now, on the clock of the frames */
  report(atMs: number): void {
    for (const { ssrc, packets, bytes } of this.#layers) {
      if (packets > 0) this.#send(writeSenderReport({ ssrc, atMs, time: rtpTimeOf(atMs), packets, bytes }));
    }
  }
}

function rtpTimeOf(atMs: number): number {
  return Math.floor((atMs * videoClockHz) / 1000) % 2 ** 32;
}
