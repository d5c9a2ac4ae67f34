// Raises the number of rooms until loss or delay is too high, and finds the last good number. The search is planned elsewhere.
import type { PlannedParticipant } from '../plan/plan-participants.ts';
import { planParticipants } from '../plan/plan-participants.ts';
import { limitBetween, planLimitStep } from '../plan/plan-limit-step.ts';
import type { Progress } from '../report/progress.ts';
import { judgeStep } from './judge-step.ts';
import type { LoadRun } from './load-run.ts';
import { describeResult, type LimitStep, type LoadResult } from './result.ts';

/** After people came in: their first key frames, and what the server had to do for them. */
const settleMs = 4000;
/** Of the rooms that are wanted, those that are opened at a time: coming in costs the server more than being in. */
const groupShare = 1 / 8;
/** After too much: until then the server refuses rooms, because its average of some seconds is still that of the overload. */
const calmMs = 5000;
/** More than one machine with its generator holds. */
const defaultRoomsMax = 1000;

/** What the search needs of a run. */
export type SearchedRun = Pick<
  LoadRun,
  'options' | 'signIn' | 'enter' | 'leave' | 'isIn' | 'pause' | 'measure' | 'facts'
>;

/** A step with everything that was measured in it. */
interface MeasuredStep extends LimitStep {
  readonly result: LoadResult;
}

/** @returns the result of the last good step, with all steps @throws LoadError when it cannot be run, or not to its end */
export async function findLimit(run: SearchedRun, progress: Pick<Progress, 'note'>): Promise<LoadResult> {
  const { options } = run;
  const range = { first: options.rooms, max: Math.max(options.rooms, defaultRoomsMax) };
  const rooms = new Rooms(run);
  const steps: MeasuredStep[] = [];
  for (let wanted = planLimitStep(steps, range); wanted !== undefined; wanted = planLimitStep(steps, range)) {
    await rooms.openExactly(wanted);
    await run.pause(settleMs);
    const measurement = await run.measure(options.seconds);
    const facts = run.facts(wanted);
    const result = describeResult(facts, measurement);
    if (measurement.ended !== 'in time') return describeCutOff(steps, result);
    const step = judgeStep({ ...facts, ...measurement }, options);
    steps.push({ ...step, result });
    progress.note(describeStep(step, result));
    const { voice, video } = measurement.tally;
    if (voice.silent + video.silent > 0) {
      rooms.closeAll();
      await run.pause(calmMs);
    } else {
      rooms.closeHalfEmpty();
    }
  }
  return describeLimit(steps);
}

/** The rooms that are open, by number; those that were closed are opened again under their old numbers, with the same people. */
class Rooms {
  readonly #run: SearchedRun;
  readonly #open = new Map<number, readonly PlannedParticipant[]>();

  constructor(run: SearchedRun) {
    this.#run = run;
  }

  /** Closes some, or opens some and lets their people in. */
  async openExactly(wanted: number): Promise<void> {
    for (const [number, plans] of [...this.#open].slice(wanted)) this.#close(number, plans);
    const added: PlannedParticipant[] = [];
    for (let number = 0; this.#open.size < wanted; number += 1) {
      if (this.#open.has(number)) continue;
      const plans = planParticipants(this.#run.options, number, 1);
      this.#open.set(number, plans);
      added.push(...plans);
    }
    if (added.length === 0) return;
    await this.#run.signIn(added);
    await this.#enterInGroups(added, Math.ceil(wanted * groupShare));
  }

  /** One group after the other, each when the one before is in: all at once would be a load of its own. */
  async #enterInGroups(plans: readonly PlannedParticipant[], roomsPerGroup: number): Promise<void> {
    const numbers = [...new Set(plans.map(({ room }) => room))];
    for (let first = 0; first < numbers.length; first += roomsPerGroup) {
      const chosen = new Set(numbers.slice(first, first + roomsPerGroup));
      const group = plans.filter(({ room }) => chosen.has(room));
      await this.#run.enter(group, 'first');
      // When a participant did not get in, there are too many rooms already.
      if (!group.every(({ index }) => this.#run.isIn(index))) return;
    }
  }

  /** Closes rooms that a participant could not join, so that they are tried anew when needed again. */
  closeHalfEmpty(): void {
    for (const [number, plans] of this.#open) {
      if (!plans.every(({ index }) => this.#run.isIn(index))) this.#close(number, plans);
    }
  }

  /**
   * After too much load some connections have died, as ICE gives up a silent end after half a minute. A client opens
   * them anew; simulated participants join anew, or the larger number of rooms would spoil the result of the smaller one.
   */
  closeAll(): void {
    for (const [number, plans] of this.#open) this.#close(number, plans);
  }

  #close(number: number, plans: readonly PlannedParticipant[]): void {
    this.#run.leave(plans);
    this.#open.delete(number);
  }
}

function describeStep(
  { rooms, isGood, isGenerators, p99Ms, reasons }: LimitStep,
  { server, seconds }: LoadResult,
): string {
  const cpu = ((100 * (server.cpuSeconds ?? 0)) / Math.max(0.001, seconds)).toFixed(0);
  const word = isGood ? 'good' : isGenerators ? 'too many for the generator' : 'too many';
  const delay = p99Ms === null ? '' : `, p99 ${p99Ms.toFixed(1)} ms`;
  return `${rooms} rooms: ${word}${delay}, server ${cpu} % of a core${isGood ? '' : `, ${reasons.at(-1)}`}`;
}

/** It was interrupted, or something died: the step under way counts for nothing but why. */
function describeCutOff(steps: readonly MeasuredStep[], last: LoadResult): LoadResult {
  const { verdict, reasons } = last;
  return { ...describeBest(steps, last), verdict, reasons };
}

/** The search passes when some number of rooms was good, unless the generator ended it. */
function describeLimit(steps: readonly MeasuredStep[]): LoadResult {
  const last = steps.at(-1)?.result;
  if (last === undefined) throw new Error('The search made no step.');
  const { good, bad } = limitBetween(steps);
  const refused = steps.filter(({ rooms, isGood }) => rooms === bad && !isGood);
  const isGenerators = refused.some((step) => step.isGenerators);
  const verdict = isGenerators ? 'generator-limit' : good > 0 ? 'pass' : 'fail';
  const reasons = refused.findLast((step) => step.isGenerators === isGenerators)?.reasons ?? [];
  return {
    ...describeBest(steps, last),
    verdict,
    reasons: verdict === 'pass' ? [] : reasons,
    endedBy: reasons,
  };
}

/** @param last stands in where no step was good */
function describeBest(steps: readonly MeasuredStep[], last: LoadResult): LoadResult {
  const { good } = limitBetween(steps);
  const best = steps.findLast(({ rooms, isGood }) => isGood && rooms === good)?.result ?? last;
  return {
    ...best,
    limit: { rooms: good, people: good * (best.publishers + best.listeners) },
    steps: steps.map(({ result: _result, ...step }) => step),
  };
}
