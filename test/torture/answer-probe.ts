// A member of another call who sends a request now and then, in a process of its own, and measures how long answers take.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface AnswerProbe {
  /** Ends it. @returns how long each answer took, in milliseconds; infinite for one that was a refusal */
  end(): Promise<readonly number[]>;
}

/** Resolves when it is in its room. */
export async function openAnswerProbe(url: string): Promise<AnswerProbe> {
  const child = fork(join(import.meta.dirname, 'answer-probe-process.ts'), [url], { execArgv: [] });
  const [first] = await Promise.race([
    once(child, 'message') as Promise<unknown[]>,
    once(child, 'exit').then(([code]) => [code]),
  ]);
  if (first !== 'ready') throw new Error(`The probe did not come in (exit code ${String(first)}).`);
  return {
    end: async () => {
      const answer = once(child, 'message') as Promise<[(number | null)[]]>;
      child.send('report');
      const [tookMs] = await answer;
      child.kill('SIGKILL');
      return tookMs.map((ms) => ms ?? Number.POSITIVE_INFINITY);
    },
  };
}
