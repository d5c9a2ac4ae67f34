// Notices a media worker that lives but does not answer, stopped or stuck in a loop. Used by the worker pool.

/** Each tick asks one question that costs the worker some microseconds. */
export const heartbeatTickMs = 500;
/**
 * A worker that owes an answer for so many ticks is stuck: found after 1.5 to 2 s. Fewer would take a worker for dead that only
 * had to wait for a processor.
 */
export const silentTicksMax = 3;

/** What one tick saw. */
export interface Tick {
  /** Whether no question is open. */
  readonly answered: boolean;
  /** Since the tick before, in milliseconds. */
  readonly elapsedMs: number;
}

/** How many ticks the worker has owed an answer for. One that came late says that this process stood still, not the worker. */
export function countSilentTicks(before: number, { answered, elapsedMs }: Tick): number {
  if (answered) return 0;
  return elapsedMs > 2 * heartbeatTickMs ? before : before + 1;
}

/**
 * Asks a worker twice a second whether it lives.
 * @param ask settles when the worker answers, or is gone
 * @param onStuck called once, when it does not answer
 * @returns the end of asking
 */
export function watchHeartbeat(ask: () => Promise<unknown>, onStuck: () => void): () => void {
  let answered = true;
  let silentTicks = 0;
  let tickedAtMs = performance.now();
  const settle = (): void => {
    answered = true;
  };
  const timer = setInterval(() => {
    const nowMs = performance.now();
    silentTicks = countSilentTicks(silentTicks, { answered, elapsedMs: nowMs - tickedAtMs });
    tickedAtMs = nowMs;
    if (silentTicks >= silentTicksMax) {
      clearInterval(timer);
      onStuck();
    } else if (answered) {
      answered = false;
      ask().then(settle, settle);
    }
  }, heartbeatTickMs);
  timer.unref();
  return () => clearInterval(timer);
}
