// Plays all parts in real time: each peer one beat every 20 ms, spread over the beat as the clocks of real clients are.
import { setTimeout as sleep } from 'node:timers/promises';
import type { VoiceBeat } from '../../../peers/voice-source.ts';

export const beatMs = 20;
const spread = 4;

/** What a peer has to send at a beat. @param index of the peer in its room */
export type Score = (index: number, beat: number) => { readonly voice: VoiceBeat; readonly gainDb: number };

/** The player of a part: a `RoomPeer`, or a person in a room of another server. */
export interface Speaker {
  speak(voice: VoiceBeat, gainDb: number): unknown;
}

/** @returns how many beats could not be played in time: above a few, the machine was too slow for the result to count */
export async function conduct(peers: readonly Speaker[], score: Score, seconds: number): Promise<number> {
  const startedMs = performance.now();
  const steps = (seconds * 1000 * spread) / beatMs;
  let late = 0;
  for (let step = 0; step < steps; step += 1) {
    const dueMs = startedMs + (step * beatMs) / spread;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await sleep(earlyMs);
    else if (earlyMs < -2 * beatMs) late += 1;
    const beat = Math.floor(step / spread);
    for (let index = step % spread; index < peers.length; index += spread) {
      const { voice, gainDb } = score(index, beat);
      peers[index]?.speak(voice, gainDb);
    }
  }
  return late / spread;
}
