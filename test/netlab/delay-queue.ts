// Does things at the time they are due, in that order, on one timer. Used by the relay for packets under way.

export interface DelayQueue {
  /** @param dueMs on the clock of `performance.now` */
  add(dueMs: number, action: () => void): void;
}

/** Timers keep whole milliseconds: what is due within less than one is done now rather than late. */
const earlyMs = 0.5;

/** Things due at the same time are done in the order in which they were added. */
export function createDelayQueue(): DelayQueue {
  const waiting: { dueMs: number; action: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;

  function plan(): void {
    clearTimeout(timer);
    const first = waiting[0];
    timer = first && setTimeout(work, Math.max(0, first.dueMs - performance.now()));
  }

  function work(): void {
    const nowMs = performance.now() + earlyMs;
    const count = waiting.findIndex(({ dueMs }) => dueMs > nowMs);
    for (const { action } of waiting.splice(0, count === -1 ? waiting.length : count)) action();
    plan();
  }

  return {
    add(dueMs, action) {
      if (waiting.length === 0 && dueMs <= performance.now() + earlyMs) {
        action();
        return;
      }
      const place = waiting.findLastIndex((other) => other.dueMs <= dueMs) + 1;
      waiting.splice(place, 0, { dueMs, action });
      if (place === 0) plan();
    },
  };
}
