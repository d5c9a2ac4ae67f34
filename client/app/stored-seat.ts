// The seat in a call that the next page of this tab takes up again. Kept per tab, and worth nothing to another account.
import * as z from 'zod/mini';
import { callState } from '../ipc.ts';

const key = 'plenum.seat';

const schema = z.object({
  accountId: z.string(),
  /** What is taken up: the number, the name of the window at the server, the switches. */
  call: callState,
  /** When a page last sat in it (as `Date.now()`). */
  seenAtMs: z.number(),
  /** What stood behind the address of the page then, from `#` on: the call, or a place that was looked at beside it. */
  hash: z.optional(z.string()),
});
export type Seat = z.infer<typeof schema>;

/** The seat that an earlier page of this tab kept; `undefined` when there is none, or storage is switched off. */
export function readSeat(): Seat | undefined {
  try {
    return schema.parse(JSON.parse(sessionStorage.getItem(key) ?? ''));
  } catch {
    return undefined;
  }
}

export function keepSeat(seat: Seat): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(seat));
  } catch {
    // Storage is switched off: a reload leads to the lobby.
  }
}

/** The call was left, or the server does not give the seat back. */
export function forgetSeat(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
