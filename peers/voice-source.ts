// One microphone of a simulated peer: numbers its frames and puts them into RTP packets. Owned by room-peer.
import { voiceFrame } from '../protocol/limits.ts';
import { voiceCopyDistanceMax, writeVoicePacket } from '../protocol/media/voice-packet.ts';
import { carrierSamplesPerFrame, levelExtensionId, voicePayloadType } from './rtp-formats.ts';
import { writeRtpHeader } from './rtp.ts';

const packetMaxBytes = 1400;

/** What a microphone has to send in 20 ms. */
export interface VoiceBeat {
  /** Encoded frames, mostly one; none while the voice rests. */
  readonly frames: readonly Uint8Array[];
  /** In dBFS, for the level extension. */
  readonly levelDb: number;
}

export class VoiceSource {
  readonly ssrc: number;
  readonly producerId: string;
  readonly #send: (bytes: Buffer) => boolean;
  readonly #bytes = Buffer.alloc(packetMaxBytes);
  #sequence = 0;
  #time = 0;
  /** Number of the last voice frame that was sent. */
  lastFrame: number;

  /** @param lastFrame the number after which its frames begin */
  constructor(ssrc: number, producerId: string, send: (bytes: Buffer) => boolean, lastFrame = 0) {
    this.ssrc = ssrc;
    this.producerId = producerId;
    this.#send = send;
    this.lastFrame = lastFrame;
  }

  /**
   * Sends what there is for this beat.
   * @param gainDb by how much the voice is said to be louder
   * @param stamp rides along as a copy of a frame from 5 s ago, which every receiver finds too old to play
   * @returns whether a packet left
   */
  speak({ frames, levelDb }: VoiceBeat, gainDb = 0, stamp?: Uint8Array): boolean {
    this.#time = (this.#time + carrierSamplesPerFrame) >>> 0;
    if (frames.length === 0) return false;
    this.lastFrame = (this.lastFrame + frames.length) & 0xffff;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const copies = stamp === undefined ? [] : [{ distance: voiceCopyDistanceMax, frame: stamp }];
    const packet = writeVoicePacket({ band: 'wideband', lastSequence: this.lastFrame, frames, copies });
    const offset = writeRtpHeader(this.#bytes, {
      payloadType: voicePayloadType,
      marker: false,
      sequence: this.#sequence,
      time: this.#time,
      ssrc: this.ssrc,
      level: {
        extensionId: levelExtensionId,
        value: Math.round(Math.min(127, Math.max(0, -levelDb - gainDb))),
      },
    });
    this.#bytes.set(packet, offset);
    return this.#send(this.#bytes.subarray(0, offset + packet.length));
  }
}

export const voiceBeatMs = voiceFrame.durationMs;
