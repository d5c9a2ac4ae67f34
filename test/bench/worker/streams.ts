// What the sender of the worker's bench sends: one picture or some voices, numbered and stamped. Pure but for the clock.
import {
  videoParameters,
  videoPayloadType,
  voiceParameters,
  voicePayloadType,
} from '../../../peers/rtp-formats.ts';
import { writeRtpHeader } from '../../../peers/rtp.ts';

export type TrafficName = 'video' | 'voice' | 'lossy';

/** Packets that leave together, so many times a second. */
export interface Traffic {
  readonly kind: 'video' | 'audio';
  readonly streams: number;
  readonly packetsPerBeat: number;
  readonly beatMs: number;
  readonly payloadBytes: number;
  /** So many numbers are left out after each packet, as if others had been lost. */
  readonly missing?: number;
}

/**
 * A camera of 2.6 Mbit/s; as many voices as a room lets through, each with packets of its own at its own time; and a camera of
 * which every second packet is lost on its way to the worker.
 */
export const traffics: Readonly<Record<TrafficName, Traffic>> = {
  video: { kind: 'video', streams: 1, packetsPerBeat: 10, beatMs: 1000 / 30, payloadBytes: 1100 },
  voice: { kind: 'audio', streams: 3, packetsPerBeat: 1, beatMs: 20, payloadBytes: 70 },
  lossy: { kind: 'video', streams: 1, packetsPerBeat: 10, beatMs: 1000 / 30, payloadBytes: 1100, missing: 1 },
};

/** First byte of what mediasoup takes for a key frame (a set of parameters) and for other pictures. */
const parameterSet = 0x67;
const pictureSlice = 0x41;
const numberOffset = 1;
const timeOffset = 5;

export const parametersOf = ({ kind }: Traffic, ssrc: number) =>
  kind === 'video' ? videoParameters([ssrc]) : voiceParameters(ssrc);

/** Writes the packets of one stream into one buffer, again and again. */
export class Stream {
  readonly #traffic: Traffic;
  readonly #ssrc: number;
  readonly #bytes: Buffer;
  #number = 0;

  constructor(traffic: Traffic, ssrc: number) {
    this.#traffic = traffic;
    this.#ssrc = ssrc;
    this.#bytes = Buffer.alloc(12 + traffic.payloadBytes, 0x5a);
  }

  /** How many packets there were. */
  get sent(): number {
    return this.#number;
  }

  /** @param place of the packet in its beat, from 0 @param atMs now */
  next(place: number, atMs: number): Buffer {
    const { kind, packetsPerBeat, missing = 0 } = this.#traffic;
    this.#number += 1;
    const offset = writeRtpHeader(this.#bytes, {
      payloadType: kind === 'video' ? videoPayloadType : voicePayloadType,
      marker: place === packetsPerBeat - 1,
      sequence: (this.#number * (1 + missing)) & 0xffff,
      time: Math.floor(atMs * (kind === 'video' ? 90 : 48)) >>> 0,
      ssrc: this.#ssrc,
    });
    this.#bytes[offset] = place === 0 ? parameterSet : pictureSlice;
    this.#bytes.writeUInt32BE(this.#number, offset + numberOffset);
    this.#bytes.writeDoubleBE(atMs, offset + timeOffset);
    return this.#bytes;
  }
}

/** The number and the time of a payload that `Stream` wrote. */
export function readStamp(payload: Buffer): { readonly number: number; readonly atMs: number } {
  return { number: payload.readUInt32BE(numberOffset), atMs: payload.readDoubleBE(timeOffset) };
}
