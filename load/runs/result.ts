// What a run comes to, in the form that is written as JSON. Names are a contract: scripts of operators read them.
import { keepsUp } from '../measure/keeps-up.ts';
import { delayBelowMs, lossRatio, type MediaTally } from '../measure/tally.ts';
import type { HistogramParts } from '../measure/delay-histogram.ts';
import type { LoadOptions } from '../plan/options.ts';
import { type Scenario, scenarios } from '../plan/scenarios.ts';
import type { PacketCount, ServerReading } from '../server/server-metrics.ts';
import type { Measurement, Moment } from './measure.ts';
import { judge, type VerdictWord } from './verdict.ts';

interface Spread {
  readonly p50: number | null;
  readonly p99: number | null;
}

export interface MediaResult {
  /** By publishers: packets of voice and H.264, whole pictures of JPEG. */
  readonly sent: number;
  /** By all listeners together. */
  readonly received: number;
  readonly lossRatio: number;
  readonly delayMs: Spread;
  readonly frames: number;
  readonly broken: number;
  readonly silent: number;
}

export interface ServerResult {
  /** While it was measured, Node and media workers together; `null` when the server does not tell. */
  readonly cpuSeconds: number | null;
  readonly nodeCpuSeconds: number | null;
  readonly workerCpuSeconds: number | null;
  /** That left the server meanwhile. */
  readonly packets: number;
  readonly packetsByKind: Readonly<Record<string, { readonly in: number; readonly out: number }>>;
  readonly microsPerPacket: number | null;
  readonly nodeMemoryBytes: number | null;
  readonly workerMemoryBytes: number | null;
  /** Of the server's heap and of all its memory, more than before anybody came, by sockets; `idle` only. */
  readonly perSocket?: {
    readonly heapBytes: number;
    readonly residentBytes: number;
    /** Whether garbage counts, because the server collects none for this machine: see UNCOUNTED_ADDRESSES. */
    readonly withGarbage: boolean;
  };
}

export interface GeneratorResult {
  readonly processes: number;
  /** How many times more than planned it can send and receive; `null` when nothing is sent. */
  readonly headRoom: number | null;
  /** Of the busiest process, 0..1. */
  readonly busy: number;
  readonly lateMs: Spread;
  /** How long the process that stood still longest did so; taken off the delays. */
  readonly stalledMs: number;
  readonly isLimit: boolean;
  /** How far clocks of other machines may be off; 0 when all are this machine's. */
  readonly clockErrorMs: number;
}

/** A step of `find-limit`. */
export interface LimitStep {
  readonly rooms: number;
  readonly isGood: boolean;
  /** Of the typical second: the median of those in which the generator kept up. */
  readonly lossRatio: number;
  readonly p99Ms: number | null;
  /** Seconds in which the generator did not keep up; they say nothing about the server. */
  readonly unsoundSeconds: number;
  /** Whether it was too much for the generator rather than for the server. */
  readonly isGenerators: boolean;
  readonly reasons: readonly string[];
}

export interface LoadResult {
  readonly scenario: string;
  readonly url: string;
  readonly rooms: number;
  readonly publishers: number;
  readonly listeners: number;
  readonly videoCodec: LoadOptions['video'];
  readonly seconds: number;
  readonly joined: number;
  readonly notJoined: number;
  readonly joinMs: { readonly p50: number | null; readonly p95: number | null };
  readonly voice: MediaResult;
  readonly video: MediaResult;
  readonly server: ServerResult;
  readonly generator: GeneratorResult;
  readonly verdict: VerdictWord;
  readonly reasons: readonly string[];
  /** Rooms of the last good step; `find-limit` only. */
  readonly limit?: { readonly rooms: number; readonly people: number };
  readonly steps?: readonly LimitStep[];
  /** What was wrong with the first number of rooms that was too much; `find-limit` only. */
  readonly endedBy?: readonly string[];
  readonly moments: readonly Moment[];
  /** Pairs of bucket and count, for the plots. */
  readonly delays: { readonly voice: HistogramParts; readonly video: HistogramParts };
}

/** What a run has besides its measurement. */
export interface RunFacts {
  readonly options: LoadOptions;
  readonly rooms: number;
  readonly planned: number;
  readonly joined: number;
  readonly refusals: readonly string[];
  readonly joinTimes: HistogramParts;
  readonly processes: number;
  readonly headRoom: number | undefined;
  readonly clockErrorMs: number;
  /** The server before anybody came. */
  readonly atFirst: ServerReading | undefined;
}

export function describeResult(facts: RunFacts, measurement: Measurement): LoadResult {
  const { options, headRoom } = facts;
  const { tally, seconds, moments, ended } = measurement;
  const isLimit = !keepsUp(tally) || (headRoom !== undefined && headRoom < 1);
  const verdict = judge({ ...facts, tally, ended, seconds, isGeneratorLimit: isLimit }, options);
  return {
    scenario: options.scenario,
    url: options.url,
    rooms: facts.rooms,
    publishers: options.publishers,
    listeners: options.listeners,
    videoCodec: options.video,
    seconds: round(seconds),
    joined: facts.joined,
    notJoined: facts.planned - facts.joined,
    joinMs: { p50: belowMs(facts.joinTimes, 0.5), p95: belowMs(facts.joinTimes, 0.95) },
    voice: describeMedia(tally.voice),
    video: describeMedia(tally.video),
    server: describeServer(facts, measurement),
    generator: {
      processes: facts.processes,
      headRoom: headRoom === undefined ? null : round(headRoom),
      busy: round(tally.busy),
      lateMs: spreadOf(tally.lateness),
      stalledMs: round(tally.stalledMs),
      isLimit,
      clockErrorMs: round(facts.clockErrorMs),
    },
    ...verdict,
    moments,
    delays: { voice: tally.voice.delays, video: tally.video.delays },
  };
}

function describeMedia(tally: MediaTally): MediaResult {
  const { sent, received, frames, broken, silent } = tally;
  return {
    sent,
    received,
    lossRatio: lossRatio(tally),
    delayMs: spreadOf(tally.delays),
    frames,
    broken,
    silent,
  };
}

function describeServer({ options, atFirst }: RunFacts, { tally, before, after }: Measurement): ServerResult {
  const received = tally.voice.received + tally.video.received;
  const packetsByKind = countByKind(before?.packets ?? [], after?.packets ?? []);
  const counted = Object.values(packetsByKind).reduce((sum, { out }) => sum + out, 0);
  const scenario: Scenario = scenarios[options.scenario];
  // What a participant who has left received is in the count of listeners only.
  const packets = scenario.movement === 'churn' || counted <= 0 ? received : counted;
  const used = (read: (reading: ServerReading) => number): number | null =>
    before && after ? round(read(after) - read(before)) : null;
  const nodeCpuSeconds = used((reading) => reading.nodeCpuSeconds);
  const workerCpuSeconds = used((reading) => reading.workerCpuSeconds);
  const cpuSeconds =
    nodeCpuSeconds === null || workerCpuSeconds === null ? null : round(nodeCpuSeconds + workerCpuSeconds);
  return {
    cpuSeconds,
    nodeCpuSeconds,
    workerCpuSeconds,
    packets,
    packetsByKind,
    microsPerPacket: cpuSeconds === null || packets === 0 ? null : round((cpuSeconds * 1e6) / packets),
    nodeMemoryBytes: after?.nodeMemoryBytes ?? null,
    workerMemoryBytes: after?.workerMemoryBytes ?? null,
    ...(!scenario.meets && after && atFirst && describeSockets(atFirst, after)),
  };
}

function describeSockets(atFirst: ServerReading, after: ServerReading): Pick<ServerResult, 'perSocket'> {
  const sockets = after.sockets - atFirst.sockets;
  if (sockets <= 0) return {};
  const [first, last] = [atFirst.collectedHeapBytes, after.collectedHeapBytes];
  const withGarbage = first === undefined || last === undefined;
  const heapBytes = withGarbage ? after.nodeHeapBytes - atFirst.nodeHeapBytes : last - first;
  return {
    perSocket: {
      heapBytes: Math.round(heapBytes / sockets),
      residentBytes: Math.round((after.nodeMemoryBytes - atFirst.nodeMemoryBytes) / sockets),
      withGarbage,
    },
  };
}

function countByKind(
  before: readonly PacketCount[],
  after: readonly PacketCount[],
): Record<string, { in: number; out: number }> {
  const kinds = [...new Set(after.map(({ kind }) => kind))];
  const count = (counts: readonly PacketCount[], kind: string, direction: string): number =>
    counts.find((each) => each.kind === kind && each.direction === direction)?.count ?? 0;
  const between = (kind: string, direction: string): number =>
    count(after, kind, direction) - count(before, kind, direction);
  return Object.fromEntries(
    kinds.map((kind) => [kind, { in: between(kind, 'in'), out: between(kind, 'out') }]),
  );
}

function spreadOf(parts: HistogramParts): Spread {
  return { p50: belowMs(parts, 0.5), p99: belowMs(parts, 0.99) };
}

function belowMs(parts: HistogramParts, share: number): number | null {
  const ms = delayBelowMs(parts, share);
  return ms === undefined ? null : round(ms);
}

/** Three digits after the point are more than is known. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
