// Sound samples between the caller's format and libspeex's 16-bit integers; used by encoder and decoder.

/** Samples of value 1 as a float would be this as an integer. */
const fullScale = 32_768;

/** Copies sound into the codec's memory; floats beyond -1..1 are clipped, and what is no number becomes silence. */
export function writeSamples(sound: Int16Array | Float32Array, samples: Int16Array): void {
  if (sound instanceof Int16Array) {
    samples.set(sound);
    return;
  }
  for (let index = 0; index < samples.length; index += 1) {
    const sample = Math.round((sound[index] ?? 0) * fullScale);
    samples[index] = Math.max(-fullScale, Math.min(fullScale - 1, sample));
  }
}

/** Copies sound out of the codec's memory. */
export function readSamples<Output extends Int16Array | Float32Array>(
  samples: Int16Array,
  output: Output,
): Output {
  if (output instanceof Int16Array) {
    output.set(samples);
    return output;
  }
  for (let index = 0; index < samples.length; index += 1) output[index] = (samples[index] ?? 0) / fullScale;
  return output;
}
