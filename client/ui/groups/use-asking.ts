// Asks something of a group from a button or form: while it is on its way the control is busy, and what is refused is shown beside it.
import { useState } from 'react';
import type { Answer, GroupWrite } from '../../app/groups-model.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import { useActions } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import type { Problem } from '../../app/meeting-model.ts';

export interface Asking {
  readonly busy: boolean;
  /** The sentence for what was refused last. */
  readonly complaint: string | undefined;
  /** @returns the answer; `undefined` where it was refused, which is shown */
  ask<N extends GroupWrite>(name: N, input: RequestInput<N>): Promise<RequestOutput<N> | undefined>;
  clear(): void;
}

export function useAsking(): Asking {
  const { groups } = useActions();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { now: complaint } = useProblemSentence(problem);
  return {
    busy,
    complaint,
    ask: async (name, input) => {
      setBusy(true);
      const answer: Answer<typeof name> = await groups.ask(name, input);
      setBusy(false);
      setProblem(answer.problem);
      return answer.value;
    },
    clear: () => setProblem(undefined),
  };
}
