// Finds where one sound lies within another, by cross-correlation through a Fourier transform; used by compare-sound.

/** Forward transform in place of a signal whose length is a power of two. */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let index = 1, target = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; target & bit; bit >>= 1) target ^= bit;
    target ^= bit;
    if (index < target) {
      swap(real, index, target);
      swap(imaginary, index, target);
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2;
    const angle = (-2 * Math.PI) / length;
    const cosines = Float64Array.from({ length: half }, (_, index) => Math.cos(angle * index));
    const sines = Float64Array.from({ length: half }, (_, index) => Math.sin(angle * index));
    for (let start = 0; start < size; start += length) {
      for (let index = 0; index < half; index += 1) {
        const [cosine, sine] = [at(cosines, index), at(sines, index)];
        const upper = start + index;
        const lower = upper + half;
        const lowerReal = at(real, lower) * cosine - at(imaginary, lower) * sine;
        const lowerImaginary = at(real, lower) * sine + at(imaginary, lower) * cosine;
        real[lower] = at(real, upper) - lowerReal;
        imaginary[lower] = at(imaginary, upper) - lowerImaginary;
        real[upper] = at(real, upper) + lowerReal;
        imaginary[upper] = at(imaginary, upper) + lowerImaginary;
      }
    }
  }
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}

function swap(values: Float64Array, first: number, second: number): void {
  const kept = at(values, first);
  values[first] = at(values, second);
  values[second] = kept;
}

/**
 * How many samples later `played` says what `original` says: the lag of the greatest cross-correlation.
 * Negative when `played` began to be recorded later than `original`.
 */
export function findLag(original: Float32Array, played: Float32Array): number {
  const size = 2 ** Math.ceil(Math.log2(original.length + played.length));
  const [originalReal, originalImaginary] = [new Float64Array(size), new Float64Array(size)];
  const [playedReal, playedImaginary] = [new Float64Array(size), new Float64Array(size)];
  originalReal.set(original);
  playedReal.set(played);
  transform(originalReal, originalImaginary);
  transform(playedReal, playedImaginary);
  // The inverse transform of X is the conjugate of the forward transform of conj(X); only real parts matter here.
  const productReal = originalReal.map(
    (value, index) =>
      value * at(playedReal, index) + at(originalImaginary, index) * at(playedImaginary, index),
  );
  const productImaginary = originalReal.map(
    (value, index) =>
      at(originalImaginary, index) * at(playedReal, index) - value * at(playedImaginary, index),
  );
  transform(productReal, productImaginary);
  let best = 0;
  for (let index = 1; index < size; index += 1) {
    if (at(productReal, index) > at(productReal, best)) best = index;
  }
  return best < played.length ? best : best - size;
}
