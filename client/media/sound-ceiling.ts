// Keeps what a page plays below full scale, whatever is mixed: beyond it a sound card cuts. Used by sound-output.

/** What is quieter passes as it is. Where a voice at 200 % comes out of its limiter (voice-volume.ts) it has 0.92. */
const bendsAt = 0.95;
/** Louder than this, as an amplitude, is as loud as this: some eight voices at full scale at once. */
const loudest = 8;
/** Both ends included, one for silence in the middle; the bend then spreads over some fifty of them. */
const points = 16_385;

/**
 * The shape of a WaveShaperNode behind a gain of `1 / loudest`: a straight line, and above `bendsAt` a bend that comes ever
 * nearer to 1 and has no corner, which would be heard as a buzz.
 */
export function ceilingCurve(): Float32Array<ArrayBuffer> {
  const curve = new Float32Array(points);
  const middle = (points - 1) / 2;
  for (let index = 0; index < points; index += 1) {
    const amplitude = (loudest * (index - middle)) / middle;
    curve[index] = bend(amplitude);
  }
  return curve;
}

function bend(amplitude: number): number {
  const size = Math.abs(amplitude);
  if (size <= bendsAt) return amplitude;
  const room = 1 - bendsAt;
  return Math.sign(amplitude) * (bendsAt + room * (1 - Math.exp((bendsAt - size) / room)));
}

/**
 * Ends at the context's loudspeaker and delays nothing.
 * @returns where everything that is to be heard is connected to
 */
export function openSoundCeiling(context: BaseAudioContext): AudioNode {
  const scaled = new GainNode(context, { gain: 1 / loudest });
  const ceiling = new WaveShaperNode(context, { curve: ceilingCurve(), oversample: 'none' });
  scaled.connect(ceiling).connect(context.destination);
  return scaled;
}
