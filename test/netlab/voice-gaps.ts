// Finds where a listener heard nothing while the talker spoke. Pure; used by measure-voice.
import { decibels } from '../media/compare-sound.ts';
import type { AlignedWindow } from './align-voice.ts';
import type { TimedSound } from './timed-sound.ts';

/** A loud piece of speech and whether it was heard. */
export interface SpokenPiece {
  /** When it was heard or should have been, in milliseconds since the epoch. */
  readonly dueMs: number;
  readonly isHeard: boolean;
}

const pieceMs = 20;
/** Louder than this (dBFS) must be heard; quieter pieces are breath and pause. */
const loudDb = -32;
/** A piece this far below what was said counts as not heard. */
const gapDb = 30;

/** Every loud 20 ms said between two times. @param windows tell the delay, which changes along the way; one at least */
export function findSpokenPieces(
  said: TimedSound,
  heard: TimedSound,
  windows: readonly AlignedWindow[],
  fromMs: number,
  toMs: number,
): SpokenPiece[] {
  const length = Math.round((pieceMs / 1000) * said.sampleRateHz);
  const pieces: SpokenPiece[] = [];
  const last = Math.min(said.samples.length, said.sampleAt(toMs)) - length;
  for (let from = Math.max(0, said.sampleAt(fromMs)); from <= last; from += length) {
    const level = decibels(said.samples.subarray(from, from + length));
    if (level < loudDb) continue;
    const saidMs = said.timeOf(from);
    const dueMs = saidMs + delayNear(windows, saidMs);
    const due = heard.sampleAt(dueMs);
    if (due < 0 || due + length > heard.samples.length) continue;
    // The delay wanders within a second: a neighbouring piece may hold the sound.
    const near = heard.samples.subarray(Math.max(0, due - length), due + 2 * length);
    pieces.push({ dueMs, isHeard: decibels(near) >= level - gapDb });
  }
  return pieces;
}

function delayNear(windows: readonly AlignedWindow[], saidMs: number): number {
  let best = windows[0];
  for (const window of windows) {
    if (best && Math.abs(window.saidAtMs - saidMs) < Math.abs(best.saidAtMs - saidMs)) best = window;
  }
  return best?.delayMs ?? 0;
}

/** The longest time in which speech was due and none was heard, in milliseconds. */
export function longestGapMs(pieces: readonly SpokenPiece[]): number {
  let longest = 0;
  let beganMs: number | undefined;
  for (const { dueMs, isHeard } of pieces) {
    beganMs = isHeard ? undefined : (beganMs ?? dueMs);
    if (beganMs !== undefined) longest = Math.max(longest, dueMs + pieceMs - beganMs);
  }
  return longest;
}

/** How long after a moment speech is heard again; undefined when it never is. */
export function heardAgainMs(pieces: readonly SpokenPiece[], momentMs: number): number | undefined {
  const first = pieces.find(({ dueMs, isHeard }) => isHeard && dueMs >= momentMs);
  return first && first.dueMs - momentMs;
}
