// Compares what one person said with what another heard, each as recorded in their own browser.
import { compareSound, decibels, type SoundComparison } from '../media/compare-sound.ts';
import { findLag } from '../media/correlate.ts';
import { readSoundTap } from '../media/sound-tap.ts';
import { resample } from '../../peers/media/wav.ts';
import type { Participant } from './participant.ts';

/** Sound of the first moments is left out: the connection and the jitter buffer need them. */
const settleSeconds = 2;
/** Loudspeakers play each codec at a rate of its own. */
const rateOfCodec = { speex: 16_000, opus: 48_000 } as const;
type VoiceCodec = keyof typeof rateOfCodec;

export interface Hearing extends SoundComparison {
  /** From the microphone's worklet to the loudspeaker's, on the clock that both browsers share, in milliseconds. */
  readonly mouthToEarMs: number;
}

/** Both must have been in the call for some seconds with the speaker's microphone on. @param codec of the voice that is compared */
export async function compareHearing(
  speaker: Participant,
  listener: Participant,
  codec: VoiceCodec = 'speex',
): Promise<Hearing> {
  const said = await readSoundTap(speaker.page, 'microphone');
  const tapped = await readSoundTap(listener.page, 'loudspeaker', rateOfCodec[codec]);
  const heard = resample(tapped, said.sampleRateHz);
  const from = settleSeconds * said.sampleRateHz;
  const result = compareSound(said.samples.subarray(from), heard.samples, said.sampleRateHz);
  const mouthToEarMs = result.delayMs - settleSeconds * 1000 + tapped.startedAtMs - said.startedAtMs;
  return { ...result, mouthToEarMs };
}

/** Speech louder than this is missed when it is not heard, and what is 30 dB below it is not heard. */
const loudDb = -32;
const silentDb = 30;
const pieceSeconds = 0.02;

/** How much loud speech, in milliseconds, came out neither as Speex nor as Opus while a room went from one to the other. */
export async function missedSpeechMs(speaker: Participant, listener: Participant): Promise<number> {
  const said = await readSoundTap(speaker.page, 'microphone');
  const rateHz = said.sampleRateHz;
  const lines = await Promise.all(
    Object.values(rateOfCodec).map(async (rate) => {
      const { samples } = resample(await readSoundTap(listener.page, 'loudspeaker', rate), rateHz);
      return { samples, lag: findLag(said.samples, samples) };
    }),
  );
  const length = pieceSeconds * rateHz;
  let missed = 0;
  for (let from = settleSeconds * rateHz; from < said.samples.length - rateHz; from += length) {
    const level = decibels(said.samples.subarray(from, from + length));
    const isHeard = lines.some(({ samples, lag }) => {
      const start = Math.max(0, from + lag - length / 2);
      return decibels(samples.subarray(start, start + 2 * length)) > level - silentDb;
    });
    if (level > loudDb && !isHeard) missed += pieceSeconds * 1000;
  }
  return Math.round(missed);
}

/** One line for the report of a run. */
export function describeHearing(hearing: Hearing): string {
  const { mouthToEarMs, correlation, piecesCorrelation, levelDb, gaps } = hearing;
  return (
    `mouth to ear ${mouthToEarMs.toFixed(0)} ms, correlation ${correlation.toFixed(3)} ` +
    `(by pieces ${piecesCorrelation.toFixed(3)}), level ${levelDb.toFixed(1)} dB, gaps ${gaps}`
  );
}
