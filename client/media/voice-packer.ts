// Numbers encoded frames and gathers them until the next carrier frame takes them along; used by voice-worker.
import { type SpeexBand, voicePacketFramesMax, writeVoicePacket } from '../../protocol/voice-packet.ts';

export interface VoicePacker {
  /** Takes in the next encoded frame; when more wait than a packet holds, the oldest is given up. */
  push(frame: Uint8Array): void;
  /** Everything that waits, as one packet; `undefined` when nothing does. */
  take(): Uint8Array<ArrayBuffer> | undefined;
  /** Forgets what waits: sound from before a pause must not be heard after it. */
  clear(): void;
}

export function createVoicePacker(band: SpeexBand): VoicePacker {
  let lastSequence = -1;
  let waiting: Uint8Array[] = [];
  return {
    push(frame) {
      lastSequence = (lastSequence + 1) & 0xffff;
      waiting = [...waiting, frame].slice(-voicePacketFramesMax);
    },
    take() {
      if (waiting.length === 0) return undefined;
      const packet = writeVoicePacket({ band, lastSequence, frames: waiting });
      waiting = [];
      return packet;
    },
    clear() {
      waiting = [];
    },
  };
}
