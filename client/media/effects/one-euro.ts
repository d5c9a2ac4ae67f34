// Steadies a measured value: calm while it rests, quick while it moves. Used by track-faces.
// Casiez, Roussel, Vogel: "1 EUR Filter" (CHI 2012).

export interface OneEuroOptions {
  /** Cut-off at rest, in Hz: lower is calmer. */
  readonly restHz: number;
  /** How much the cut-off rises with the speed, in Hz per unit a second: higher follows more closely. */
  readonly speedGain: number;
}

/** The paper's cut-off for the speed itself. */
const speedHz = 1;

/** @returns what takes each new value with its time and gives the steadied one; times must rise */
export function createOneEuro({ restHz, speedGain }: OneEuroOptions) {
  let last: { readonly value: number; readonly speed: number; readonly atMs: number } | undefined;
  return (measured: number, atMs: number): number => {
    if (last === undefined || atMs <= last.atMs) {
      last = { value: last?.value ?? measured, speed: last?.speed ?? 0, atMs };
      return last.value;
    }
    const seconds = (atMs - last.atMs) / 1000;
    const speed = mix(last.speed, (measured - last.value) / seconds, shareOfNew(speedHz, seconds));
    const cutOffHz = restHz + speedGain * Math.abs(speed);
    last = { value: mix(last.value, measured, shareOfNew(cutOffHz, seconds)), speed, atMs };
    return last.value;
  };
}

function mix(before: number, after: number, share: number): number {
  return before + share * (after - before);
}

/** Of a first-order low pass. */
function shareOfNew(cutOffHz: number, seconds: number): number {
  const ratio = 2 * Math.PI * cutOffHz * seconds;
  return ratio / (ratio + 1);
}
