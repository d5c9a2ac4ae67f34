// Raises the number of rooms until loss or delay is too high, and finds the last good number. The search is planned elsewhere.
import type { PlannedParticipant } from '../plan/plan-participants.ts';
import { planParticipants } from '../plan/plan-participants.ts';
import { lastGood, planLimitStep } from '../plan/plan-limit-step.ts';
import type { Progress } from '../report/progress.ts';
import type { LoadRun } from './load-run.ts';
import { describeResult, type LimitStep, type LoadResult } from './result.ts';

const settleMs = 2000;
/** More than one machine with its generator holds. */
const defaultRoomsMax = 1000;

/** @returns the result of the last good step, with all steps @throws LoadError when it cannot be run, or not to its end */
export async function findLimit(run: LoadRun, progress: Progress): Promise<LoadResult> {
  const { options } = run;
  const roomsMax = Math.max(options.rooms, defaultRoomsMax);
  const rooms: PlannedParticipant[][] = [];
  const steps: LimitStep[] = [];
  const results: LoadResult[] = [];
  let opened = 0;
  let isCutOff = false;
  for (
    let wanted = planLimitStep(steps, roomsMax);
    wanted !== undefined;
    wanted = planLimitStep(steps, roomsMax)
  ) {
    for (; rooms.length > wanted; ) run.leave(rooms.pop() ?? []);
    const added: PlannedParticipant[] = [];
    for (; rooms.length < wanted; opened += 1) {
      const plans = planParticipants(options, opened, 1);
      rooms.push(plans);
      added.push(...plans);
    }
    if (added.length > 0) {
      await run.signIn(added);
      await run.enter(added, 'first');
    }
    await run.pause(settleMs);
    const measurement = await run.measure(options.seconds);
    const result = describeResult(run.facts(wanted), measurement);
    results.push(result);
    isCutOff = measurement.ended !== 'in time';
    if (isCutOff) break;
    steps.push(toStep(result));
    progress.note(describeStep(result));
  }
  return describeLimit(results, steps, { isCutOff, roomSize: options.publishers + options.listeners });
}

function toStep(result: LoadResult): LimitStep {
  const { voice, video, rooms, verdict, reasons } = result;
  return {
    rooms,
    isGood: verdict === 'pass',
    lossRatio: Math.max(voice.lossRatio, video.lossRatio),
    p99Ms: Math.max(voice.delayMs.p99 ?? 0, video.delayMs.p99 ?? 0),
    reasons,
  };
}

function describeStep({ rooms, verdict, reasons, server, seconds }: LoadResult): string {
  const cpu = ((100 * (server.cpuSeconds ?? 0)) / Math.max(0.001, seconds)).toFixed(0);
  return `${rooms} rooms: ${verdict}, server ${cpu} % of a core${reasons[0] === undefined ? '' : `, ${reasons[0]}`}`;
}

/** The search passes when some number of rooms was good, unless the generator ended it, or it ended before it was over. */
function describeLimit(
  results: readonly LoadResult[],
  steps: readonly LimitStep[],
  { isCutOff, roomSize }: { isCutOff: boolean; roomSize: number },
): LoadResult {
  const rooms = lastGood(steps);
  const last = results.at(-1);
  const best = results.findLast((result) => result.rooms === rooms && result.verdict === 'pass') ?? last;
  if (best === undefined || last === undefined) throw new Error('The search made no step.');
  const ended = isCutOff ? last : results.findLast(({ verdict }) => verdict !== 'pass');
  const isGenerators = ended?.verdict === 'generator-limit';
  const verdict = isCutOff ? last.verdict : isGenerators ? 'generator-limit' : rooms > 0 ? 'pass' : 'fail';
  return {
    ...best,
    verdict,
    reasons: verdict === 'pass' ? [] : (ended?.reasons ?? []),
    limit: { rooms, people: rooms * roomSize },
    steps,
  };
}
