// Runs a scenario once: people come in, it is measured, they go. All scenarios but find-limit.
import { planParticipants } from '../plan/plan-participants.ts';
import { LoadError, nothingMeasured } from '../load-error.ts';
import type { LoadRun } from './load-run.ts';
import { describeResult, type LoadResult } from './result.ts';

/** Before it is measured: first key frames, the relay's judgement of voices. */
const settleMs = 2000;

/** @throws LoadError when it cannot be run, or not to its end */
export async function runScenario(run: LoadRun): Promise<LoadResult> {
  const { options } = run;
  const plans = planParticipants(options);
  await run.signIn(plans);
  if (run.isInterrupted) throw new LoadError(nothingMeasured);
  await run.enter(plans, 'first');
  await run.pause(settleMs);
  const storming = plans.some(({ wave }) => wave === 'storm') ? run.enter(plans, 'storm') : undefined;
  const measurement = await run.measure(options.seconds);
  // The next line counts; participants who join later do not count.
  storming?.catch(() => undefined);
  return describeResult(run.facts(options.rooms), measurement);
}
