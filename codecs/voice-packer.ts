// Numbers encoded frames and gathers them until the next packet leaves, with copies of earlier ones against loss; used by
// the client's voice worker and the load tester.
import { type SpeexBand, voicePacketFramesMax, writeVoicePacket } from '../protocol/voice-packet.ts';

export interface VoicePacker {
  /** Takes in the next encoded frame; when more wait than a packet holds, the oldest is given up. */
  push(frame: Uint8Array): void;
  /** Everything that waits and, as far as they fit, the copies before it; `undefined` when nothing waits. */
  take(): Uint8Array<ArrayBuffer> | undefined;
  /** How many of the frames sent before ride along from now on, 0..6. */
  setCopies(copies: number): void;
  /** Forgets all frames: sound from before a pause must not be heard after it. */
  clear(): void;
}

export function createVoicePacker(band: SpeexBand): VoicePacker {
  let lastSequence = -1;
  /** The latest frames, consecutive, oldest first; the last `waiting` of them were not sent yet. */
  let recent: Uint8Array[] = [];
  let waiting = 0;
  let copiesWanted = 0;
  return {
    push(frame) {
      lastSequence = (lastSequence + 1) & 0xffff;
      recent = [...recent, frame].slice(-voicePacketFramesMax);
      waiting = Math.min(waiting + 1, recent.length);
    },
    take() {
      if (waiting === 0) return undefined;
      const frames = recent.slice(-Math.min(waiting + copiesWanted, voicePacketFramesMax));
      const copies = frames.length - waiting;
      waiting = 0;
      return writeVoicePacket({ band, lastSequence, copies, frames });
    },
    setCopies(copies) {
      copiesWanted = copies;
    },
    clear() {
      recent = [];
      waiting = 0;
    },
  };
}
