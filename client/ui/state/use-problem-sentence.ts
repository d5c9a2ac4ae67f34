// The sentence for a problem, its time to wait counted down. Used by the message region and by form fields.
import { useSyncExternalStore } from 'react';
import type { Problem } from '../../app/meeting-model.ts';
import { useTexts } from '../texts/language-store.ts';
import { problemSentence } from '../texts/problem-sentence.ts';

const secondMs = 1000;

function everySecond(listener: () => void): () => void {
  const timer = setInterval(listener, secondMs);
  return () => clearInterval(timer);
}
const never = () => () => undefined;
const wholeSeconds = () => Math.floor(Date.now() / secondMs);
const noSeconds = () => 0;

/** Milliseconds until then, never below 0, rounded up to a second and told anew each second; `undefined` without a time. */
function useRemaining(atMs: number | undefined): number | undefined {
  const counts = atMs !== undefined;
  const now = useSyncExternalStore(counts ? everySecond : never, counts ? wholeSeconds : noSeconds);
  return counts ? Math.max(0, atMs - now * secondMs) : undefined;
}

interface ProblemSentence {
  /** As it was when the problem arose: for screen readers, which would read a countdown aloud each second. */
  readonly first: string | undefined;
  readonly now: string | undefined;
  /** Until it may be tried again, in milliseconds, where the problem says so. */
  readonly remainingMs: number | undefined;
}

export function useProblemSentence(problem: Problem | undefined): ProblemSentence {
  const texts = useTexts();
  const remainingMs = useRemaining(problem?.retryAtMs);
  if (problem === undefined) return { first: undefined, now: undefined, remainingMs };
  const first = problemSentence(problem, texts);
  const counted =
    remainingMs !== undefined && problemSentence({ ...problem, retryAfterMs: remainingMs }, texts);
  return { first, now: counted || first, remainingMs };
}
