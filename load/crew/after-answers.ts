// Delays notices until the code that awaits an answer received with them has run. Used by participant.

/**
 * A socket hands over all that one read brought: an answer, and at once the notices that follow it. Code that awaits the answer
 * runs only then, and would have missed them.
 * @param take gets each notice after what awaited an answer before it has gone on, in the order of arrival
 * @returns what a notice is handed to
 */
export function afterAnswers<T>(take: (notice: T) => void): (notice: T) => void {
  return (notice) => void setImmediate(() => take(notice));
}
