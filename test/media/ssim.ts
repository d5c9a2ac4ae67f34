// How alike two grey pictures are to the eye: the structural similarity of Wang, Bovik, Sheikh and Simoncelli (IEEE Transactions on
// Image Processing 13(4), 2004), with the paper's own constants. Pure; used by tests and benches of shared text.

/** Luma of a picture, one byte per pixel, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** The paper's window: 11 x 11 pixels, Gaussian with a standard deviation of 1.5 pixels. */
const windowRadius = 5;
const windowDeviation = 1.5;
/** (0.01 * 255)^2 and (0.03 * 255)^2: they keep flat places from dividing by nothing. */
const c1 = 6.5025;
const c2 = 58.5225;

const weights = gaussian();

/**
 * The mean over all places where the whole window fits; not scaled down first, which judges text more strictly.
 * @returns 1 for equal pictures, about 0 for unrelated ones
 * @throws RangeError when sizes differ or a side is under 11 pixels
 */
export function structuralSimilarity(one: GreyPicture, other: GreyPicture): number {
  const { width, height } = one;
  if (other.width !== width || other.height !== height)
    throw new RangeError(
      `A picture of ${width} x ${height} cannot be compared with one of ${other.width} x ${other.height}.`,
    );
  if (Math.min(width, height) <= 2 * windowRadius) throw new RangeError('A picture is too small to compare.');
  const x = Float64Array.from(one.luma);
  const y = Float64Array.from(other.luma);
  const product = (a: Float64Array, b: Float64Array) => a.map((value, index) => value * (b[index] ?? 0));
  const blurred = (values: Float64Array) => blur(values, width, height);
  const [meanX, meanY] = [blurred(x), blurred(y)];
  const [squareX, squareY, cross] = [blurred(product(x, x)), blurred(product(y, y)), blurred(product(x, y))];
  let sum = 0;
  for (let index = 0; index < meanX.length; index += 1) {
    const [mx, my] = [meanX[index] ?? 0, meanY[index] ?? 0];
    const varianceX = (squareX[index] ?? 0) - mx * mx;
    const varianceY = (squareY[index] ?? 0) - my * my;
    const covariance = (cross[index] ?? 0) - mx * my;
    sum +=
      ((2 * mx * my + c1) * (2 * covariance + c2)) /
      ((mx * mx + my * my + c1) * (varianceX + varianceY + c2));
  }
  return sum / meanX.length;
}

function gaussian(): number[] {
  const bells = Array.from({ length: 2 * windowRadius + 1 }, (_, index) =>
    Math.exp(-((index - windowRadius) ** 2) / (2 * windowDeviation ** 2)),
  );
  const total = bells.reduce((sum, bell) => sum + bell, 0);
  return bells.map((bell) => bell / total);
}

/** Weighted means, first along rows, then along columns; the result is smaller by a window less one. */
function blur(values: Float64Array, width: number, height: number): Float64Array {
  const [outWidth, outHeight] = [width - 2 * windowRadius, height - 2 * windowRadius];
  const rows = new Float64Array(outWidth * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < outWidth; column += 1) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1)
        sum += (weights[tap] ?? 0) * (values[row * width + column + tap] ?? 0);
      rows[row * outWidth + column] = sum;
    }
  }
  const means = new Float64Array(outWidth * outHeight);
  for (let index = 0; index < means.length; index += 1) {
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap += 1)
      sum += (weights[tap] ?? 0) * (rows[index + tap * outWidth] ?? 0);
    means[index] = sum;
  }
  return means;
}
