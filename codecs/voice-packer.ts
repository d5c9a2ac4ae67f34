// Numbers encoded frames and gathers them until the next packet leaves, with copies of earlier ones against loss; used by
// the client's voice worker and the load tester.
import { type SpeexBand, voicePacketFramesMax, writeVoicePacket } from '../protocol/voice-packet.ts';

export interface VoicePacker {
  /**
   * Takes in the next encoded frame; when more wait than a packet holds, the oldest is given up. Empty frames are silence:
   * the first two say that the voice rests, and those that follow are neither sent nor numbered.
   */
  push(frame: Uint8Array): void;
  /** Everything that waits and, as far as they fit, the copies before it; `undefined` when nothing waits. */
  take(): Uint8Array<ArrayBuffer> | undefined;
  /** How many of the frames sent before ride along from now on, 0..6. */
  setCopies(copies: number): void;
  /** Forgets all frames: sound from before a pause must not be heard after it. */
  clear(): void;
}

/** Empty frames that are sent when a voice begins to rest: the second one carries copies of what came last. */
const restFrames = 2;

export function createVoicePacker(band: SpeexBand): VoicePacker {
  let lastSequence = -1;
  /** The latest frames, consecutive, oldest first; the last `waiting` of them were not sent yet. */
  let recent: Uint8Array[] = [];
  let waiting = 0;
  let copiesWanted = 0;
  let empty = 0;
  return {
    push(frame) {
      // Copies of what was said before a rest would come when its time is long over.
      if (frame.length > 0 && empty > 0) recent = recent.slice(recent.length - waiting);
      empty = frame.length > 0 ? 0 : empty + 1;
      if (empty > restFrames) return;
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
