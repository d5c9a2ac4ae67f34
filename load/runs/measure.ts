// Watches crew and server for some time, second by second. Used by both kinds of runs.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Crew } from '../crew/crew.ts';
import { keepsUp } from '../measure/keeps-up.ts';
import { delayBelowMs, lossRatio, sumTallies, type Tally } from '../measure/tally.ts';
import { nowMs } from '../../peers/media/stamp.ts';
import type { ServerReading } from '../server/server-metrics.ts';
import type { Asked, ServerWatch } from '../server/server-watch.ts';

const momentMs = 1000;
/** For a last answer after Ctrl-C: the whole end has to fit into two seconds. */
const abortPatienceMs = 300;

/** A second of a run, for the progress line and the plots. */
export interface Moment {
  /** Since the beginning of the measurement. */
  readonly atSeconds: number;
  /** 0..1, of voices and pictures together. */
  readonly lossRatio: number;
  readonly p99Ms: number | undefined;
  readonly framesPerSecond: number;
  /** Whether the generator kept up, so that loss and delay are the server's. */
  readonly isSound: boolean;
  /** Cores in use; `undefined` when the server does not tell. */
  readonly nodeCpu: number | undefined;
  readonly workerCpu: number | undefined;
  readonly nodeMemoryBytes: number | undefined;
  readonly workerMemoryBytes: number | undefined;
}

export interface Measurement {
  readonly seconds: number;
  readonly tally: Tally;
  readonly moments: readonly Moment[];
  readonly before: ServerReading | undefined;
  readonly after: ServerReading | undefined;
  /** Why it ended. */
  readonly ended: 'in time' | 'interrupted' | 'server gone' | 'generator gone';
}

export interface MeasureOptions {
  readonly crew: Crew;
  readonly watch: ServerWatch;
  readonly seconds: number;
  /** What the server is asked at the beginning and at the end. */
  readonly asked: Asked;
  /** Ends the measurement early. */
  readonly signal: AbortSignal;
  readonly onMoment: (moment: Moment, remainingSeconds: number) => void;
}

export async function measure(options: MeasureOptions): Promise<Measurement> {
  const { crew, watch, seconds, asked, signal, onMoment } = options;
  let isCrewGone = false;
  crew.failed.catch(() => (isCrewGone = true));
  const patience = outOfPatience(signal);
  const [, before] = (await Promise.race([Promise.all([crew.collect(), watch.read(asked)]), patience])) ?? [];
  const beganMs = nowMs();
  const tallies: Tally[] = [];
  const moments: Moment[] = [];
  let last: Reading = { reading: before, atMs: beganMs };
  let lastKnown = before;
  const isOver = (): boolean =>
    signal.aborted || watch.isGone || isCrewGone || nowMs() - beganMs >= seconds * 1000;
  while (!isOver()) {
    const restMs = Math.min(momentMs, Math.max(1, beganMs + seconds * 1000 - nowMs()));
    await sleep(restMs, undefined, { signal }).catch(() => undefined);
    const [tally, reading] =
      (await Promise.race([Promise.all([crew.collect(), watch.read()]), patience])) ?? [];
    if (tally === undefined) break;
    tallies.push(tally);
    const current = { reading, atMs: nowMs() };
    const moment = describeMoment(tally, last, current, beganMs);
    last = current;
    lastKnown = reading ?? lastKnown;
    moments.push(moment);
    onMoment(moment, Math.max(0, seconds - moment.atSeconds));
  }
  return {
    seconds: (last.atMs - beganMs) / 1000,
    tally: sumTallies(tallies, false),
    moments,
    before,
    after: watch.isGone ? lastKnown : await Promise.race([watch.read(asked), patience]),
    ended: whyEnded(watch.isGone, isCrewGone, signal.aborted),
  };
}

/** Resolves with nothing some time after the run was interrupted: what has not answered by then is done without. */
function outOfPatience(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const wait = (): void => void setTimeout(() => resolve(undefined), abortPatienceMs);
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
}

function whyEnded(isServerGone: boolean, isCrewGone: boolean, isAborted: boolean): Measurement['ended'] {
  if (isServerGone) return 'server gone';
  if (isCrewGone) return 'generator gone';
  return isAborted ? 'interrupted' : 'in time';
}

interface Reading {
  readonly reading: ServerReading | undefined;
  readonly atMs: number;
}

function describeMoment(tally: Tally, last: Reading, current: Reading, beganMs: number): Moment {
  const { voice, video } = tally;
  const tookSeconds = Math.max(0.001, (current.atMs - last.atMs) / 1000);
  const cores = (read: (reading: ServerReading) => number): number | undefined =>
    last.reading &&
    current.reading &&
    Math.max(0, (read(current.reading) - read(last.reading)) / tookSeconds);
  return {
    atSeconds: (current.atMs - beganMs) / 1000,
    lossRatio: lossRatio({
      expected: voice.expected + video.expected,
      received: voice.received + video.received,
    }),
    p99Ms: delayBelowMs([...voice.delays, ...video.delays], 0.99),
    isSound: keepsUp(tally),
    framesPerSecond: (voice.frames + video.frames) / tookSeconds,
    nodeCpu: cores(({ nodeCpuSeconds }) => nodeCpuSeconds),
    workerCpu: cores(({ workerCpuSeconds }) => workerCpuSeconds),
    nodeMemoryBytes: current.reading?.nodeMemoryBytes,
    workerMemoryBytes: current.reading?.workerMemoryBytes,
  };
}
