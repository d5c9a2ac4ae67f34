// Notices that the machine slept, by a clock that jumped between two looks. Pure.

/** Looks are seconds apart, also on pages in the background; a busy page is late by less than this. */
const jumpMs = 8000;

/** @param nowMs of the wall clock @returns asked at regular looks: whether the machine slept since the last one */
export function createSleepDetector(nowMs: number): (nowMs: number) => boolean {
  let lastMs = nowMs;
  return (nowMs) => {
    const passedMs = nowMs - lastMs;
    lastMs = nowMs;
    return passedMs > jumpMs;
  };
}
