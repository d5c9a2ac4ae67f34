// Counts how long this process itself stood still: what it heard late because of that is not the server's doing.

const tickMs = 10;

export interface StallClock {
  /** All standing still since the start, in milliseconds. */
  totalMs(): number;
  end(): void;
}

export function startStallClock(): StallClock {
  let expectedMs = performance.now() + tickMs;
  let total = 0;
  const settle = (): void => {
    const lateMs = performance.now() - expectedMs;
    if (lateMs <= tickMs) return;
    total += lateMs;
    expectedMs = performance.now() + tickMs;
  };
  const timer = setInterval(() => {
    settle();
    expectedMs = performance.now() + tickMs;
  }, tickMs);
  timer.unref();
  return {
    // A packet may be read before the tick that is due.
    totalMs: () => {
      settle();
      return total;
    },
    end: () => clearInterval(timer),
  };
}
