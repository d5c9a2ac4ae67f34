// Compares what one person said with what another heard, each as recorded in their own browser.
import { compareSound, type SoundComparison } from '../media/compare-sound.ts';
import { readSoundTap } from '../media/sound-tap.ts';
import { resample } from '../../peers/media/wav.ts';
import type { Participant } from './participant.ts';

/** Sound of the first moments is left out: the connection and the jitter buffer need them. */
const settleSeconds = 2;
/** Loudspeakers play each codec at a rate of its own. */
const rateOfCodec = { speex: 16_000, opus: 48_000 } as const;
type VoiceCodec = keyof typeof rateOfCodec;

/**
 * Pieces of what was heard are this like what was said where it is the same voice: other speech has 0.03, a call on a machine that
 * stutters was seen at 0.76. How well a voice is heard is for benchmarks to say.
 */
export const sameVoice = 0.5;

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

/** One line for the report of a run. */
export function describeHearing(hearing: Hearing): string {
  const { mouthToEarMs, correlation, piecesCorrelation, levelDb, gaps } = hearing;
  return (
    `mouth to ear ${mouthToEarMs.toFixed(0)} ms, correlation ${correlation.toFixed(3)} ` +
    `(by pieces ${piecesCorrelation.toFixed(3)}), level ${levelDb.toFixed(1)} dB, gaps ${gaps}`
  );
}
