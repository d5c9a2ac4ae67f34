// Gives received frames numbers that never wrap, knows which ones came before, and notices a sender that counts anew; the
// entrance of voice-jitter-buffer.
import { signedDistance } from './sequence-number.ts';

export interface NumberedFrame<Frame> {
  readonly number: number;
  readonly frame: Frame;
  /** How often the same number came before. */
  readonly earlier: number;
}

export interface FrameNumbers<Frame> {
  /**
   * @param sequence 0..65535, one more per frame, then 0 again
   * @param isPlaying whether frames of the present count are being played: only then a single odd number is doubted
   * @returns the frames that can be used now: this one, none while it is doubted, and with it those that were; `beganAnew`
   * when all frames before belong to a count that is over
   */
  receive(
    sequence: number,
    frame: Frame,
    isPlaying: boolean,
  ): { readonly beganAnew: boolean; readonly frames: readonly NumberedFrame<Frame>[] };
  /** The highest number of the present count. */
  newest(): number;
}

/** Frames farther away than this from the others (2 s) are those of a sender that began anew. */
const sequenceJumpMax = 100;
/** Frames of a new count that must come before it is believed: a single one may be a straggler of an old count. */
const restartFramesMin = 2;

export function createFrameNumbers<Frame>(): FrameNumbers<Frame> {
  /** How often the latest numbers came. */
  const timesSeen = new Map<number, number>();
  /** Frames of what may be a sender that began anew. */
  let strangers: { sequence: number; frame: Frame }[] = [];
  let newest: number | undefined;

  function enter(sequence: number, frame: Frame): NumberedFrame<Frame> {
    const number = newest === undefined ? sequence : newest + signedDistance(newest, sequence);
    const earlier = timesSeen.get(number) ?? 0;
    timesSeen.set(number, earlier + 1);
    // Insertion order is close enough to age.
    const [first] = timesSeen.keys();
    if (timesSeen.size > 2 * sequenceJumpMax && first !== undefined) timesSeen.delete(first);
    newest = Math.max(newest ?? number, number);
    return { number, frame, earlier };
  }

  return {
    receive(sequence, frame, isPlaying) {
      if (isNear(sequence, newest)) return { beganAnew: false, frames: [enter(sequence, frame)] };
      const others = strangers.filter((stranger) => isNear(sequence, stranger.sequence));
      strangers = [...others, { sequence, frame }];
      if (isPlaying && strangers.length < restartFramesMin) return { beganAnew: false, frames: [] };
      timesSeen.clear();
      newest = undefined;
      const frames = strangers.map((stranger) => enter(stranger.sequence, stranger.frame));
      strangers = [];
      return { beganAnew: true, frames };
    },
    newest: () => newest ?? 0,
  };
}

function isNear(sequence: number, other: number | undefined): boolean {
  return other === undefined || Math.abs(signedDistance(other, sequence)) <= sequenceJumpMax;
}
