// An answer that costs something, found out once for all who ask within a while. Used by health and metrics.

/**
 * @param find is never called while an answer of its own is being found out
 * @param keptMs how long an answer is given again, from when it was asked for; a failure is not kept
 * @param now milliseconds, for example `performance.now()`
 */
export function keepAnswer<T>(find: () => Promise<T>, keptMs: number, now: () => number): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; readonly askedAtMs: number } | undefined;
  let isBeingFound = false;
  return () => {
    if (kept !== undefined && (isBeingFound || now() - kept.askedAtMs < keptMs)) return kept.answer;
    isBeingFound = true;
    const answer = find().finally(() => (isBeingFound = false));
    kept = { answer, askedAtMs: now() };
    answer.catch(() => (kept = undefined));
    return answer;
  };
}
