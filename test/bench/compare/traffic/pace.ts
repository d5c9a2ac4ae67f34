// Does something again and again at a steady pace, catching up where it was late. Used by parts.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param intervalMs from one time to the next
 * @param count how many times
 * @param act at each time, with its number from 0 on
 * @returns when all intervals have passed; how often it came later than two intervals
 */
export async function keepPace(
  intervalMs: number,
  count: number,
  act: (index: number) => void,
): Promise<number> {
  const startedMs = performance.now();
  let late = 0;
  for (let index = 0; index < count; index += 1) {
    const earlyMs = startedMs + index * intervalMs - performance.now();
    if (earlyMs > 0) await sleep(earlyMs);
    else if (earlyMs < -2 * intervalMs) late += 1;
    act(index);
  }
  await sleep(Math.max(0, startedMs + count * intervalMs - performance.now()));
  return late;
}
