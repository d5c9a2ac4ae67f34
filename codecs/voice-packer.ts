// Numbers encoded frames and gathers them until the next packet leaves, with copies of earlier ones against loss; used by
// the client's voice worker and the load tester.
import {
  type SpeexBand,
  type VoiceCopy,
  voiceCopyDistanceMax,
  voicePacketFramesMax,
  writeVoicePacket,
} from '../protocol/media/voice-packet.ts';
import { noRedundancy, type Redundancy } from './plan-redundancy.ts';

export interface VoicePacker {
  /**
   * Takes in the next encoded frame; when more wait than a packet holds, the oldest is given up. Empty frames are silence:
   * the first two say that the voice rests, and those that follow are neither sent nor numbered.
   */
  push(frame: Uint8Array): void;
  /** Everything that waits and, as far as they fit, copies; `undefined` while less waits than a packet shall hold. */
  take(): Uint8Array<ArrayBuffer> | undefined;
  /** @param framesPerPacket 1..3 */
  plan(redundancy: Redundancy, framesPerPacket: number): void;
  /** Forgets all frames: sound from before a pause must not be heard after it. */
  clear(): void;
}

/** Frames that were new in one packet. */
interface SentGroup {
  readonly firstNumber: number;
  readonly frames: readonly Uint8Array[];
}

/** Empty frames that are sent when a voice begins to rest: each carries copies of what came last. */
const restFrames = 2;
/** The farthest back that copies reach: three of them, four packets apart. */
const groupsMax = 12;

export function createVoicePacker(band: SpeexBand): VoicePacker {
  /** Goes on where the 16-bit sequence number wraps. */
  let nextNumber = 0;
  let waiting: Uint8Array[] = [];
  /** What was sent last, the latest packet last. */
  let sent: SentGroup[] = [];
  let redundancy = noRedundancy;
  let framesPerPacket = 1;
  let empty = 0;

  /** Of the packets so many back, and as many again; while the voice rests, of all of them: no later packet comes. */
  function groupsToCopy(): SentGroup[] {
    const { copies, offset } = redundancy;
    if (copies === 0) return [];
    if (empty > 0) return sent.slice(-copies * offset);
    return Array.from({ length: copies }, (_, index) => sent.at(-offset * (index + 1)) ?? []).flat();
  }

  function copiesBefore(firstNumber: number): VoiceCopy[] {
    return groupsToCopy()
      .flatMap((group) =>
        group.frames.map((frame, index) => ({ distance: firstNumber - group.firstNumber - index, frame })),
      )
      .filter(({ distance }) => distance <= voiceCopyDistanceMax)
      .toSorted((left, right) => left.distance - right.distance)
      .slice(0, voicePacketFramesMax - waiting.length)
      .toReversed();
  }

  return {
    push(frame) {
      // Copies of what was said before a rest would come when its time is long over.
      if (frame.length > 0 && empty > 0) sent = [];
      empty = frame.length > 0 ? 0 : empty + 1;
      if (empty > restFrames) return;
      nextNumber += 1;
      waiting = [...waiting, frame].slice(-voicePacketFramesMax);
    },
    take() {
      const isEnough = waiting.length >= framesPerPacket || (waiting.length > 0 && empty > 0);
      if (!isEnough) return undefined;
      const firstNumber = nextNumber - waiting.length;
      const copies = copiesBefore(firstNumber);
      const frames = waiting;
      sent = [...sent, { firstNumber, frames }].slice(-groupsMax);
      waiting = [];
      return writeVoicePacket({ band, lastSequence: (nextNumber - 1) & 0xffff, frames, copies });
    },
    plan(wanted, frames) {
      redundancy = wanted;
      framesPerPacket = frames;
    },
    clear() {
      // No receiver must take them for lost.
      nextNumber -= waiting.length;
      waiting = [];
      sent = [];
    },
  };
}
