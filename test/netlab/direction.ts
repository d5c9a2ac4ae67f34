// One direction of one person's line at work: asks the impairment model, delivers late or never, counts. Used by relay.
import { createDelayQueue } from './delay-queue.ts';
import { createImpairment, type Phase, phaseAt } from './impairment.ts';
import { type DirectionReport, offeredPieceMs } from './relay-messages.ts';

export interface Direction {
  /** The phases count from now on, and so do the counts. */
  begin(): void;
  /** Sends a datagram down the line; `deliver` is called when it arrives, once, twice or never. */
  send(payloadBytes: number, deliver: () => void): void;
  /** When a piece of a TCP connection that is sent now arrives, on the clock of `performance.now`. */
  streamDueMs(): number;
  report(): DirectionReport;
}

/** IP and UDP headers, which take up bandwidth like the rest. */
const headerBytes = 28;
/** A connection notices this long after the end of a cut that it can go on. */
const afterCutMs = 200;

export function createDirection(seed: number, phases: readonly Phase[]): Direction {
  const impairment = createImpairment(seed, phases);
  const line = createDelayQueue();
  const counts = { packets: 0, bytes: 0, lost: 0, queueFull: 0 };
  const offeredBytes: number[] = [];
  let beganAtMs = Number.POSITIVE_INFINITY;

  function count(bytes: number, nowMs: number): void {
    const piece = Math.floor((nowMs - beganAtMs) / offeredPieceMs);
    while (offeredBytes.length <= piece) offeredBytes.push(0);
    offeredBytes[piece] = (offeredBytes[piece] ?? 0) + bytes;
    counts.packets += 1;
    counts.bytes += bytes;
  }

  return {
    begin() {
      beganAtMs = performance.now();
      impairment.begin(beganAtMs);
    },
    send(payloadBytes, deliver) {
      const nowMs = performance.now();
      const fate = impairment.pass(payloadBytes, nowMs);
      if (fate.kind === 'delivered') for (const dueMs of fate.atMs) line.add(dueMs, deliver);
      if (nowMs < beganAtMs) return;
      count(payloadBytes + headerBytes, nowMs);
      if (fate.kind === 'lost') counts.lost += 1;
      if (fate.kind === 'queue-full') counts.queueFull += 1;
    },
    streamDueMs() {
      const nowMs = performance.now();
      const { loss, delayMs, fromMs } = phaseAt(phases, nowMs - beganAtMs);
      if (loss < 1) return nowMs + delayMs;
      const next = phases.find((phase) => phase.fromMs > fromMs);
      return next ? beganAtMs + next.fromMs + afterCutMs + next.delayMs : Number.POSITIVE_INFINITY;
    },
    report: () => ({ ...counts, offeredBytes }),
  };
}
