// Notices a media worker that lives but does not answer, stopped or stuck in a loop. Used by the worker pool.
import type { ProcessLook } from './process-look.ts';

/** Each tick asks one question that costs the worker some microseconds. */
export const heartbeatTickMs = 500;
/**
 * A worker that stands still and owes an answer for so many ticks is stuck: found after 1.5 to 2 s. Fewer would take a worker
 * for dead that was only woken late.
 */
export const stillTicksMax = 3;
/**
 * One that uses a processor, or waits for one, has work, and is stuck only after so many ticks without any answer, 10 s: fifty
 * questions, all that are open at a time, take it some 10 ms.
 */
export const silentTicksMax = 20;

/** What one tick saw. */
export interface Tick {
  /** Whether the worker owes nothing, or has answered anything at all since the tick before. */
  readonly answered: boolean;
  /** Since the tick before, in milliseconds. */
  readonly elapsedMs: number;
  /** The worker's process, looked at only where it owes an answer. */
  readonly process: ProcessLook | undefined;
}

/** How long a worker has been silent. */
export interface Silence {
  /** Ticks for which it has owed an answer. */
  readonly ticks: number;
  /** Those of them in which its process stood still. */
  readonly stillTicks: number;
  /** Processor time it had used at the last of them. */
  readonly usedTicks: number | undefined;
}

export const noSilence: Silence = { ticks: 0, stillTicks: 0, usedTicks: undefined };

/** The silence after one more tick. A tick that came late says that this process stood still, not the worker. Pure. */
export function countSilence(before: Silence, { answered, elapsedMs, process }: Tick): Silence {
  if (answered) return noSilence;
  if (elapsedMs > 2 * heartbeatTickMs) return before;
  const isStill = process === undefined || standsStill(process, before.usedTicks);
  return {
    ticks: before.ticks + 1,
    stillTicks: isStill ? before.stillTicks + 1 : 0,
    usedTicks: process?.usedTicks,
  };
}

/** Whether a worker that has been silent for so long is to be ended. Pure. */
export function isStuck({ ticks, stillTicks }: Silence): boolean {
  return stillTicks >= stillTicksMax || ticks >= silentTicksMax;
}

/** Stopped or ended, or asleep although it is asked; one that waits for a processor or a disk does not. */
function standsStill({ state, usedTicks }: ProcessLook, usedBefore: number | undefined): boolean {
  if (/[TtZXx]/.test(state)) return true;
  return state === 'S' && usedTicks === (usedBefore ?? usedTicks);
}

export interface HeartbeatParts {
  /** Asks the worker; settles when it answers, or is gone. */
  readonly ask: () => Promise<unknown>;
  /** How many answers of any other kind it has given so far. */
  readonly answers: () => number;
  /** Looks at its process. */
  readonly look: () => ProcessLook | undefined;
  /** Called once, when it is stuck, with how long it has been silent. */
  readonly onStuck: (silence: Silence) => void;
}

/**
 * Asks a worker twice a second whether it lives.
 * @returns the end of asking
 */
export function watchHeartbeat({ ask, answers, look, onStuck }: HeartbeatParts): () => void {
  let isOwed = false;
  let answersBefore = answers();
  let silence = noSilence;
  let tickedAtMs = performance.now();
  const settle = (): void => {
    isOwed = false;
  };
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const answered = !isOwed || answers() !== answersBefore;
    answersBefore = answers();
    silence = countSilence(silence, {
      answered,
      elapsedMs: nowMs - tickedAtMs,
      process: answered ? undefined : look(),
    });
    tickedAtMs = nowMs;
    if (isStuck(silence)) {
      clearInterval(timer);
      onStuck(silence);
    } else if (!isOwed) {
      isOwed = true;
      ask().then(settle, settle);
    }
  }, heartbeatTickMs);
  timer.unref();
  return () => clearInterval(timer);
}
