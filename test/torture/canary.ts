// Watches over bystanders: a room of four on the same server that must not notice what others suffer. Used by every torture test.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Check, none, times } from './check.ts';

/** What four people in a call noticed. */
export interface CanaryReport {
  /** Sockets that broke, and media that was lost. */
  readonly disconnects: number;
  /** The longest time for which anybody heard nothing of anybody, in milliseconds. */
  readonly worstGapMs: number;
  /** How long others took to come into their room; infinite for one that could not. */
  readonly joinsMs: readonly number[];
}

const gapMaxMs = 200;
const joinMaxMs = 1000;

export interface Canary {
  /** Ends it and says how it fared. */
  checks(): Promise<Check[]>;
  /** Ends it without a word, when something else failed. */
  end(): void;
}

/** Resolves when its four people talk. */
export async function openCanary(url: string): Promise<Canary> {
  const child = fork(join(import.meta.dirname, 'canary-process.ts'), [url], { execArgv: [] });
  const [first] = await Promise.race([
    once(child, 'message') as Promise<unknown[]>,
    once(child, 'exit').then(([code]) => [code]),
  ]);
  if (first !== 'ready') throw new Error(`The canary did not come to sing (exit code ${String(first)}).`);
  return {
    checks: async () => {
      const answer = once(child, 'message') as Promise<[CanaryReport]>;
      child.send('report');
      const [{ disconnects, worstGapMs, joinsMs }] = await answer;
      return [
        none('disconnects of the canary', disconnects),
        { name: 'its voice gap', unit: 'ms', promised: gapMaxMs, measured: worstGapMs, worst: worstGapMs },
        // The 95th percentile is promised, and one join in twenty may be as slow as it likes to be.
        times('its joins', joinsMs, joinMaxMs, 10_000),
      ];
    },
    end: () => void child.kill('SIGKILL'),
  };
}
