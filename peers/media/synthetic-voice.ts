// A voice that needs no program to make: vowels of a person who talks, with pauses for breath. Spoken by simulated people on machines
// without espeak-ng; it says nothing, but costs and sounds like speech to codecs and level meters.
import { voiceFrame } from '../../protocol/limits.ts';
import { createRandom } from '../random.ts';

/** Formants of five vowels of a man's voice in Hz (Peterson and Barney, 1952): i, e, a, o, u. */
const vowels = [
  [270, 2290, 3010],
  [530, 1840, 2480],
  [730, 1090, 2440],
  [570, 840, 2410],
  [300, 870, 2240],
] as const;
const bandwidthHz = 110;
const syllableSeconds = 0.19;
/** After so many syllables a breath is taken, as long as two of them. */
const syllablesPerPhrase = 12;
const breathSyllables = 2;
const peak = 0.6;

/** @param seconds how much of it @returns 16 kHz sound, the same at every run, its loudest sample at 0.6 */
export function speakSynthetically(seconds: number): Float32Array {
  const random = createRandom(1952);
  const samples = new Float32Array(Math.round(seconds * voiceFrame.sampleRateHz));
  const syllable = Math.round(syllableSeconds * voiceFrame.sampleRateHz);
  for (let start = 0, count = 0; start < samples.length; start += syllable, count += 1) {
    if (count % (syllablesPerPhrase + breathSyllables) >= syllablesPerPhrase) continue;
    const formants = vowels[Math.floor(random() * vowels.length)] ?? vowels[0];
    speakSyllable(samples.subarray(start, start + syllable), 100 + 50 * random(), formants);
  }
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  return samples.map((sample) => (sample * peak) / loudest);
}

/** Harmonics of the vocal cords, as loud as the formants let them through, rising and falling once. */
function speakSyllable(samples: Float32Array, pitchHz: number, formants: readonly number[]): void {
  const harmonics = Array.from({ length: Math.floor(3800 / pitchHz) }, (_, index) => {
    const hz = (index + 1) * pitchHz;
    const gain = formants.reduce((sum, formant) => sum + 1 / (1 + ((hz - formant) / bandwidthHz) ** 2), 0);
    return { step: (2 * Math.PI * hz) / voiceFrame.sampleRateHz, gain: gain / (index + 1) };
  });
  samples.forEach((_, index) => {
    const envelope = Math.sin((Math.PI * index) / samples.length);
    const sound = harmonics.reduce((sum, { step, gain }) => sum + gain * Math.sin(step * index), 0);
    samples[index] = envelope * sound;
  });
}
