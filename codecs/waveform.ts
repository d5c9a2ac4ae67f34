// The picture of a voice message: how loud it was from beginning to end. Pure. Made by the recorder, drawn by the player.
import { waveformMax } from '../protocol/files/file-limits.ts';

const quietDb = -60;
const steps = 31;

/** Loudness of the pieces of a recording, of whatever number, as at most 64 digits of base 32. @param levelsDb in dBFS */
export function waveformOf(levelsDb: readonly number[]): string {
  const count = Math.min(waveformMax, levelsDb.length);
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [index, index + 1].map((edge) => Math.floor((edge * levelsDb.length) / count));
    const loudest = levelsDb.slice(from, to).reduce((most, level) => Math.max(most, level), quietDb);
    return Math.round((steps * (Math.min(0, loudest) - quietDb)) / -quietDb).toString(32);
  }).join('');
}

/** Heights from 0 to 1. @param waveform as `waveformOf` writes it */
export function waveformHeights(waveform: string): number[] {
  return Array.from(waveform, (digit) => Number.parseInt(digit, 32) / steps);
}
