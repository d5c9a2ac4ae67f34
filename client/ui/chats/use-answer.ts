// Asks the server once, when it is first shown.
import { useEffect, useState } from 'react';
import type { Answered } from '../../app/conversations-model.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';

/** @param read asked once; later ones are not listened to */
export function useAnswer<T>(read: () => Answered<T>) {
  const [answer, setAnswer] = useState<Awaited<Answered<T>>>();
  const [first] = useState(() => read);
  useEffect(() => {
    let isShown = true;
    void (async () => {
      const answered = await first();
      if (isShown) setAnswer(answered);
    })();
    return () => {
      isShown = false;
    };
  }, [first]);
  const { now } = useProblemSentence(
    answer !== undefined && 'problem' in answer ? answer.problem : undefined,
  );
  return { value: answer !== undefined && 'value' in answer ? answer : undefined, sentence: now };
}
