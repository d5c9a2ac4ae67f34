// Keeps the seat of the call for the next page of this tab: after a reload, Back and Forward, a crash. Made by the meeting's controller, in browsers.
import type { StoreApi } from 'zustand';
import { isSameCall, toCallState } from './to-call-state.ts';
import type { MeetingState } from './meeting-model.ts';
import { mayReturn } from './plan-return.ts';
import { forgetSeat, keepSeat, readSeat, type Seat } from './stored-seat.ts';

/** How often it is noted that a page still sits there; a page that crashes says no last word. */
const noteIntervalMs = 10_000;

export interface SeatKeeperParts {
  readonly store: StoreApi<MeetingState>;
  /** The name of this window at the server. */
  readonly clientId: () => string;
  /** Holds a name for as long as this page lives; false when another page holds it. */
  readonly holdName: (clientId: string) => Promise<boolean>;
  /** As `Date.now()`. */
  readonly now: () => number;
  /** What stands behind the page's address now, from `#` on. */
  readonly hash: () => string;
}

export class SeatKeeper {
  readonly #parts: SeatKeeperParts;
  #kept: Seat | undefined;
  #stopped = false;

  constructor(parts: SeatKeeperParts) {
    this.#parts = parts;
  }

  /**
   * The seat that an earlier page of this tab left, if the address leads there. A copy of the tab that still has its call has the
   * same seat in its storage: it is left to the original.
   * @param hash of the page's address
   */
  async claim(hash: string): Promise<Seat | undefined> {
    const seat = readSeat();
    if (seat?.call.place === undefined) return undefined;
    const isFree = await this.#parts.holdName(seat.call.place.clientId);
    if (isFree && mayReturn(seat, hash, this.#parts.now())) return seat;
    forgetSeat();
    return undefined;
  }

  /** Follows the call from now on. */
  start(): void {
    const { store, clientId, holdName } = this.#parts;
    void holdName(clientId());
    store.subscribe((state, before) => {
      if (state.phase === 'call') this.#note(state);
      else if (before.phase === 'call') this.forget();
    });
    setInterval(() => {
      if (store.getState().phase === 'call') this.#note(store.getState(), true);
    }, noteIntervalMs);
  }

  /** There is no call to come back to. */
  forget(): void {
    if (this.#stopped) return;
    this.#kept = undefined;
    forgetSeat();
  }

  /** The page goes: what ends with it does not end the call. */
  stop(): void {
    const { store } = this.#parts;
    if (store.getState().phase === 'call') this.#note(store.getState(), true);
    this.#stopped = true;
  }

  #note(state: MeetingState, again = false): void {
    const call = toCallState(state, this.#parts.clientId());
    if (this.#stopped || call === null || state.account === undefined) return;
    if (!again && isSameCall(this.#kept?.call ?? null, call)) return;
    this.#kept = {
      accountId: state.account.accountId,
      call,
      seenAtMs: this.#parts.now(),
      hash: this.#parts.hash(),
    };
    keepSeat(this.#kept);
  }
}
