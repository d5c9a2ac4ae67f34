// What each account may send of each kind of source, whatever becomes of the sources and of the peers that send them. Pure; kept by source-ceilings.
import type { Codec, Source } from '../../protocol/room/roster.ts';

/** What one source may send, in bits a second, beside what it may be ahead (below). */
const ceilingBps = {
  /** Speex with three copies, or Opus at its best. */
  voice: 300_000,
  sound: 600_000,
  /** Three layers of 1080p, or a shared film; twice that, for what browsers overshoot. */
  h264: 9_000_000,
  /** A large screen that changes wholly again and again; its first picture alone has megabytes. */
  jpeg: 40_000_000,
} as const;

export function ceilingOf({ source, codec }: { readonly source: Source; readonly codec: Codec }): number {
  if (codec === 'h264' || codec === 'jpeg') return ceilingBps[codec];
  return source === 'screen-sound' ? ceilingBps.sound : ceilingBps.voice;
}

/** A sender may be ahead by what its ceiling lets through in this time; one that sends a quarter more is found within 20 s. */
const aheadMaxMs = 5000;
/** What is noted came in within this time at most, the time between two looks. */
export const lookEveryMs = 10_000;
/**
 * So many kinds of accounts are kept at most, some 10 MB: five times as many as peers can send at once. An account that has left is kept for
 * as long as it is ahead.
 */
export const accountsMax = 50_000;

interface Account {
  readonly ceilingBps: number;
  /** Bits beyond what the ceiling has let through until `atMs`. */
  readonly aheadBits: number;
  readonly atMs: number;
}

/**
 * Keeps count of what came in of each account and kind: a leaking bucket, so that closing a source and opening it anew changes nothing,
 * nor does leaving and joining again, and in the long run no account sends more than the ceiling.
 * All methods: @param key names account and kind @param nowMs of a clock that does not go back
 */
export class SendingAccounts {
  readonly #accounts = new Map<string, Account>();

  /** @param bytes that came in since they were last noted */
  note(key: string, ceilingBps: number, bytes: number, nowMs: number): void {
    const atMs = this.#accounts.get(key)?.atMs ?? Number.NEGATIVE_INFINITY;
    const sinceMs = Math.max(atMs, nowMs - lookEveryMs);
    const letThrough = (ceilingBps * (nowMs - sinceMs)) / 1000;
    const aheadBits = Math.max(0, this.#aheadBits(key, sinceMs) + 8 * bytes - letThrough);
    // Behind all others: the first is the one that was noted longest ago.
    this.#accounts.delete(key);
    this.#accounts.set(key, { ceilingBps, aheadBits, atMs: nowMs });
    const [longestAgo] = this.#accounts.keys();
    if (this.#accounts.size > accountsMax && longestAgo !== undefined) this.#accounts.delete(longestAgo);
  }

  /** How long it must send nothing until it may go on; 0 when it may now. In ms */
  waitMs(key: string, nowMs: number): number {
    const { ceilingBps } = this.#accounts.get(key) ?? { ceilingBps: 1 };
    return Math.max(0, (1000 * this.#aheadBits(key, nowMs)) / ceilingBps - aheadMaxMs);
  }

  /** Forgets those that have had nothing to make up for since before what may be noted next. */
  forgetEven(nowMs: number): void {
    for (const [key, { atMs }] of this.#accounts) {
      const beforeMs = nowMs - lookEveryMs;
      if (atMs <= beforeMs && this.#aheadBits(key, beforeMs) === 0) this.#accounts.delete(key);
    }
  }

  get size(): number {
    return this.#accounts.size;
  }

  #aheadBits(key: string, nowMs: number): number {
    const account = this.#accounts.get(key);
    if (account === undefined) return 0;
    return Math.max(0, account.aheadBits - (account.ceilingBps * (nowMs - account.atMs)) / 1000);
  }
}
