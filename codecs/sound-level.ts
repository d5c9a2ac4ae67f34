// How loud a piece of sound is; used by the capture and playback worklets and by tests.

/** What a silent piece is said to have; as low as 16-bit sound and RTP's level extension can tell. */
export const silenceDb = -127;

/** Samples of value 1 as a float would be this as a 16-bit integer. */
const fullScale = 32_768;

/**
 * The root mean square in dB below full scale: 0 is a full square wave, -3 a full sine, speech has -40 to -15.
 * @param samples 16-bit integers, or floats in -1..1; any number of them
 * @returns -127 to 0 for sound within full scale
 */
export function soundLevelDb(samples: Int16Array | Float32Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  const scale = samples instanceof Int16Array ? fullScale : 1;
  const root = Math.sqrt(energy / Math.max(1, samples.length)) / scale;
  // Written so that sound which is no number counts as silence too.
  return root > 0 ? Math.max(silenceDb, 20 * Math.log10(root)) : silenceDb;
}
