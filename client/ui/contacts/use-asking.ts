// Asks one thing at a time, and keeps why it was refused until the next. Used by the profile and its forms.
import { useState } from 'react';
import type { Problem } from '../../app/meeting-model.ts';

export interface Asking {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** @returns whether it was done */
  ask(work: () => Promise<Problem | undefined>): Promise<boolean>;
}

export function useAsking(): Asking {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    busy,
    problem,
    ask: async (work) => {
      setBusy(true);
      setProblem(undefined);
      const refused = await work();
      setBusy(false);
      setProblem(refused);
      return refused === undefined;
    },
  };
}
