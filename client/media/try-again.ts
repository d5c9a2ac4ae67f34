// What is fetched once per page, and again when that failed: a failure is never kept. Used by the voice engine.

export interface TryAgainParts {
  /** Called after each failure. */
  readonly onFailed: (error: unknown) => void;
  /** Waits before the next try. @param attempt 0 before the second try */
  readonly wait: (attempt: number) => Promise<void>;
}

/** Tries until it succeeds. */
export async function tryUntilDone<T>(work: () => Promise<T>, { onFailed, wait }: TryAgainParts): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      onFailed(error);
    }
    await wait(attempt);
  }
}

/** Done at most once; a call after a failure tries it again. */
export function onceUnlessFailed<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
