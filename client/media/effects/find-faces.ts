// Reads faces out of the answer of the face model (BlazeFace, short range); used by face-detector.

/** A point of a picture; 0..1 from left and from top. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Left and right are those of the picture, not of the person. */
export interface FacePoints {
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly nose: Point;
  readonly mouth: Point;
  readonly leftEar: Point;
  readonly rightEar: Point;
}

/** Side of the square picture that the model looks at. */
export const facePictureSide = 128;
/** Grids of the model: cells a side, and guesses a cell. From the anchor options of MediaPipe's short-range graph. */
const grids = [
  { cells: 16, guesses: 2 },
  { cells: 8, guesses: 6 },
] as const;
const guessCount = grids.reduce((sum, { cells, guesses }) => sum + cells * cells * guesses, 0);
/** A box is centre, size and six points. */
const boxLength = 16;
export const faceAnswerLength = guessCount * (1 + boxLength);

/** MediaPipe's own threshold and overlap. */
const probabilityMin = 0.5;
const overlapMax = 0.3;

interface Guess {
  readonly probability: number;
  /** Centre, size and points of the box, 0..1. */
  readonly numbers: readonly number[];
}

/**
 * @param answer `faceAnswerLength` numbers: a score for each guess, then its box in pixels from its cell's centre
 * @param facesMax at most so many, the surest first
 */
export function findFaces(answer: Float32Array, facesMax: number): FacePoints[] {
  const rest = readGuesses(answer).sort((a, b) => b.probability - a.probability);
  const faces: FacePoints[] = [];
  while (rest.length > 0 && faces.length < facesMax) {
    const [best] = rest;
    if (best === undefined) break;
    const same = rest.filter((guess) => overlap(best, guess) > overlapMax);
    // A mean of all that mean the same face is steadier than the best of them.
    faces.push(pointsOf(meanOf(same)));
    for (const guess of same) rest.splice(rest.indexOf(guess), 1);
  }
  return faces;
}

function readGuesses(answer: Float32Array): Guess[] {
  const found: Guess[] = [];
  let index = 0;
  for (const { cells, guesses } of grids) {
    for (let cell = 0; cell < cells * cells; cell += 1) {
      const centre = { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells };
      for (let guess = 0; guess < guesses; guess += 1, index += 1) {
        const probability = 1 / (1 + Math.exp(-(answer[index] ?? Number.NEGATIVE_INFINITY)));
        if (probability < probabilityMin) continue;
        const start = guessCount + index * boxLength;
        found.push({ probability, numbers: readBox(answer.subarray(start, start + boxLength), centre) });
      }
    }
  }
  return found;
}

/** Everything but the size is counted from the cell's centre. */
function readBox(box: Float32Array, centre: Point): number[] {
  return Array.from(box, (pixels, index) => {
    const isSize = index === 2 || index === 3;
    const origin = isSize ? 0 : index % 2 === 0 ? centre.x : centre.y;
    return pixels / facePictureSide + origin;
  });
}

/** Common area of two boxes by their joint area. */
function overlap(a: Guess, b: Guess): number {
  const [ax = 0, ay = 0, aWidth = 0, aHeight = 0] = a.numbers;
  const [bx = 0, by = 0, bWidth = 0, bHeight = 0] = b.numbers;
  const shared = (a1: number, aLength: number, b1: number, bLength: number) =>
    Math.max(0, Math.min(a1 + aLength / 2, b1 + bLength / 2) - Math.max(a1 - aLength / 2, b1 - bLength / 2));
  const common = shared(ax, aWidth, bx, bWidth) * shared(ay, aHeight, by, bHeight);
  return common / (aWidth * aHeight + bWidth * bHeight - common);
}

function meanOf(guesses: readonly Guess[]): number[] {
  const weight = guesses.reduce((sum, { probability }) => sum + probability, 0);
  return Array.from({ length: boxLength }, (_, index) => {
    const sum = guesses.reduce(
      (total, { probability, numbers }) => total + probability * (numbers[index] ?? 0),
      0,
    );
    return sum / weight;
  });
}

function pointsOf(numbers: readonly number[]): FacePoints {
  const point = (index: number): Point => ({
    x: numbers[4 + 2 * index] ?? 0,
    y: numbers[5 + 2 * index] ?? 0,
  });
  return {
    leftEye: point(0),
    rightEye: point(1),
    nose: point(2),
    mouth: point(3),
    leftEar: point(4),
    rightEar: point(5),
  };
}
