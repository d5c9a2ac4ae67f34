// What one direction of a bad line does to packets: a pure model, told the time and driven by a seed. Used by the relay.
import { randomAt } from './random.ts';

/** How one direction of a line behaves for a while. */
export interface LinkQuality {
  /** Travelling time in milliseconds. */
  readonly delayMs: number;
  /** Mean of the further delay that each packet draws (exponential, at most 5 times the mean); order is kept. */
  readonly jitterMs: number;
  /** Share of packets lost one by one, 0..1; 1 is a cut line. */
  readonly loss: number;
  /** Losses in bursts (Gilbert-Elliott): chance per packet to enter and to leave a burst, and the share lost in one. */
  readonly burst?: { readonly enter: number; readonly leave: number; readonly loss: number };
  /** Share of packets that are held back by so much while later ones overtake them. */
  readonly reorder: { readonly share: number; readonly byMs: number };
  /** Share of packets that arrive twice. */
  readonly duplicate: number;
  /** Bits per second of the narrowest place; unlimited without. Every packet counts with its IP and UDP headers. */
  readonly rateBps?: number;
  /** A packet that would wait longer than this before the narrowest place is dropped there. */
  readonly queueMs: number;
}

/** A quality and when it begins, in milliseconds; the first one also holds for all time before. */
export interface Phase extends LinkQuality {
  readonly fromMs: number;
}

/** What becomes of a packet: when it arrives (twice, if duplicated), or where it is lost. */
export type Fate =
  | { readonly kind: 'delivered'; readonly atMs: readonly number[] }
  | { readonly kind: 'lost' }
  | { readonly kind: 'queue-full' };

export interface Impairment {
  /** The phases count from now on; before that the first one holds. */
  begin(nowMs: number): void;
  /**
   * Decides about the next packet.
   * @param payloadBytes of UDP
   * @param nowMs on any clock that never goes back, the same for `begin`
   */
  pass(payloadBytes: number, nowMs: number): Fate;
}

/** A line without any fault. */
export const perfectLink: LinkQuality = {
  delayMs: 0,
  jitterMs: 0,
  loss: 0,
  reorder: { share: 0, byMs: 0 },
  duplicate: 0,
  queueMs: 200,
};

const headerBytes = 28;
const jitterMeansMax = 5;

/** The phase that holds at a time. @param phases in order of time, one at least */
export function phaseAt(phases: readonly Phase[], nowMs: number): Phase {
  const phase = phases.findLast(({ fromMs }) => fromMs <= nowMs) ?? phases[0];
  if (phase === undefined) throw new RangeError('A line needs one phase at least.');
  return phase;
}

/**
 * One direction of a line. Which packets are lost by chance depends on the seed and on their order alone, neither on
 * their size nor on when they come.
 * @param phases in order of time, one at least
 */
export function createImpairment(seed: number, phases: readonly Phase[]): Impairment {
  let index = -1;
  let beganAtMs = Number.POSITIVE_INFINITY;
  let isInBurst = false;
  let narrowFreeAtMs = Number.NEGATIVE_INFINITY;
  let lastArrivalMs = Number.NEGATIVE_INFINITY;

  function isLost({ loss, burst }: LinkQuality): boolean {
    const change = randomAt(seed, 'burst', index);
    isInBurst = burst !== undefined && (isInBurst ? change >= burst.leave : change < burst.enter);
    const share = isInBurst && burst ? Math.max(loss, burst.loss) : loss;
    return randomAt(seed, 'loss', index) < share;
  }

  /** When the packet has passed the narrowest place; undefined when it finds the queue full. */
  function passNarrow(bytes: number, nowMs: number, quality: LinkQuality): number | undefined {
    if (quality.rateBps === undefined) return nowMs;
    const beginsMs = Math.max(nowMs, narrowFreeAtMs);
    if (beginsMs - nowMs > quality.queueMs) return undefined;
    narrowFreeAtMs = beginsMs + (bytes * 8 * 1000) / quality.rateBps;
    return narrowFreeAtMs;
  }

  function arrive(passedMs: number, { delayMs, jitterMs, reorder }: LinkQuality): number {
    const means = Math.min(jitterMeansMax, -Math.log(1 - randomAt(seed, 'jitter', index)));
    const travelledMs = passedMs + delayMs + jitterMs * means;
    if (randomAt(seed, 'reorder', index) < reorder.share) return travelledMs + reorder.byMs;
    lastArrivalMs = Math.max(lastArrivalMs, travelledMs);
    return lastArrivalMs;
  }

  return {
    begin(nowMs) {
      beganAtMs = nowMs;
    },
    pass(payloadBytes, nowMs) {
      index += 1;
      const quality = phaseAt(phases, nowMs - beganAtMs);
      if (isLost(quality)) return { kind: 'lost' };
      const passedMs = passNarrow(payloadBytes + headerBytes, nowMs, quality);
      if (passedMs === undefined) return { kind: 'queue-full' };
      const arrivalMs = arrive(passedMs, quality);
      const isTwice = randomAt(seed, 'duplicate', index) < quality.duplicate;
      return { kind: 'delivered', atMs: isTwice ? [arrivalMs, arrivalMs] : [arrivalMs] };
    },
  };
}
