// How often to look for the person, and how many pictures to make, on a machine of limited strength. Used by the effect worker.

/** What was measured over the last second. */
export interface PaceMeasure {
  /** To find the person and the faces in one picture. */
  readonly searchMs: number;
  /** To put one picture together. */
  readonly drawMs: number;
  /** Pictures a second that the camera gives. */
  readonly cameraPerSecond: number;
}

export interface Pace {
  /** The person is searched in every so many pictures; those between use what was found last. */
  readonly searchEvery: 1 | 2;
  readonly framesPerSecondMax: number;
}

/** From all to little. First every second search is saved, which hardly shows; then pictures. */
export const paces: readonly Pace[] = [
  { searchEvery: 1, framesPerSecondMax: 30 },
  { searchEvery: 2, framesPerSecondMax: 30 },
  { searchEvery: 2, framesPerSecondMax: 20 },
  { searchEvery: 2, framesPerSecondMax: 15 },
  { searchEvery: 2, framesPerSecondMax: 10 },
];

/** Of one core: the call needs the rest for its encoder and its voice. */
const shareMax = 0.5;
/** What a better pace may be expected to take, so that it lasts. */
const shareGood = 0.4;

/** Share of one core that a pace takes with what was measured, 0.. */
export function shareOf(pace: Pace, { searchMs, drawMs, cameraPerSecond }: PaceMeasure): number {
  const framesPerSecond = Math.min(pace.framesPerSecondMax, cameraPerSecond);
  return ((searchMs / pace.searchEvery + drawMs) * framesPerSecond) / 1000;
}

/** @param index into `paces` of the present one @returns that of the next second: as far down as needed, one up at a time */
export function planPace(index: number, measure: PaceMeasure): number {
  const share = (at: number) => shareOf(paces[at] ?? { searchEvery: 2, framesPerSecondMax: 10 }, measure);
  if (share(index) > shareMax) {
    const enough = paces.findIndex((_, at) => at > index && share(at) <= shareMax);
    return enough === -1 ? paces.length - 1 : enough;
  }
  return index > 0 && share(index - 1) <= shareGood ? index - 1 : index;
}
