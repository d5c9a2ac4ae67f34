// How differently two sounds are coloured: the difference of their levels in bands like those of hearing. Pure.
import { decibels } from '../media/compare-sound.ts';
import { transform } from '../media/correlate.ts';

const frameSamples = 512;
const bandCount = 20;
/** What lies below and above is hardly part of a wideband voice. */
const [lowestHz, highestHz] = [100, 7000];
/** Frames quieter than this (dBFS) are pauses. */
const loudDb = -40;
/** Levels below this (dB of a full sine) are taken for it: no difference below it is audible. */
const floorDb = -75;

/**
 * Root mean square over time and bands of the difference in dB; 0 is the same, an ear notices some 2 dB.
 * @param first and @param second the same speech, aligned, at `sampleRateHz`
 */
export function spectralDistanceDb(first: Float32Array, second: Float32Array, sampleRateHz: number): number {
  let [sum, count] = [0, 0];
  for (let from = 0; from + frameSamples <= first.length; from += frameSamples / 2) {
    const frame = first.subarray(from, from + frameSamples);
    if (decibels(frame) < loudDb) continue;
    const other = bandLevels(second.subarray(from, from + frameSamples), sampleRateHz);
    for (const [band, level] of bandLevels(frame, sampleRateHz).entries()) {
      sum += (level - (other[band] ?? floorDb)) ** 2;
      count += 1;
    }
  }
  return Math.sqrt(sum / Math.max(1, count));
}

function bandLevels(frame: Float32Array, sampleRateHz: number): number[] {
  const real = Float64Array.from({ length: frameSamples }, (_, index) => {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * (index + 0.5)) / frameSamples);
    return (frame[index] ?? 0) * hann;
  });
  const imaginary = new Float64Array(frameSamples);
  transform(real, imaginary);
  return Array.from({ length: bandCount }, (_, band) => {
    const first = binOf(bandEdgeHz(band), sampleRateHz);
    const last = Math.max(first + 1, binOf(bandEdgeHz(band + 1), sampleRateHz));
    let energy = 0;
    for (let bin = first; bin < last; bin += 1) energy += (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
    return Math.max(floorDb, 10 * Math.log10((16 * energy) / frameSamples ** 2));
  });
}

/** Evenly spread on the mel scale. */
function bandEdgeHz(edge: number): number {
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
  const at = mel(lowestHz) + ((mel(highestHz) - mel(lowestHz)) * edge) / bandCount;
  return 700 * (10 ** (at / 2595) - 1);
}

function binOf(hertz: number, sampleRateHz: number): number {
  return Math.round((hertz / sampleRateHz) * frameSamples);
}
