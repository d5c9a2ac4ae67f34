// Lets something happen at once and then at most so often, the last wish included. Used for what a moving hand sends.

export interface Pacer {
  /** Something is to be sent: at once, or with the next turn. */
  wish(): void;
  /** What was wished for and waits happens now. */
  flush(): void;
}

/** @param act called for wishes, at most once within `intervalMs` unless flushed */
export function createPacer(intervalMs: number, act: () => void): Pacer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wished = false;
  const turn = () => {
    timer = undefined;
    if (!wished) return;
    wished = false;
    timer = setTimeout(turn, intervalMs);
    act();
  };
  return {
    wish() {
      wished = true;
      if (timer === undefined) turn();
    },
    flush() {
      clearTimeout(timer);
      turn();
    },
  };
}
