// Takes up what the earlier page of this tab left: the session, and the seat in a call. Called by the meeting's controller, in browsers.
import type { StoreApi } from 'zustand';
import { RequestError } from '../../protocol/error-codes.ts';
import type { CallState } from '../ipc.ts';
import type { MeetingState } from './meeting-model.ts';
import type { SeatKeeper } from './seat-keeper.ts';
import { showingProblems } from './to-problem.ts';

export interface TakeUpSeatParts {
  readonly store: StoreApi<MeetingState>;
  readonly seat: Pick<SeatKeeper, 'claim' | 'start' | 'forget'>;
  /** Of the page's address. */
  readonly hash: string;
  /** Goes by the name of the earlier page at the server. */
  readonly adopt: (clientId: string) => void;
  /** Takes up the kept session, if there is one. */
  readonly signIn: () => Promise<void>;
  /** Into the call. @throws RequestError, CallError */
  readonly resume: (call: CallState) => Promise<void>;
}

/** Resolves when the page stands in its call again, or where it begins otherwise. */
export async function takeUpSeat({
  store,
  seat,
  hash,
  adopt,
  signIn,
  resume,
}: TakeUpSeatParts): Promise<void> {
  const left = await seat.claim(hash);
  if (left?.call.place) {
    adopt(left.call.place.clientId);
    store.setState({ returningTo: left.call.number });
  }
  seat.start();
  await signIn();
  if (left && store.getState().account?.accountId === left.accountId)
    await showingProblems(store, async () => {
      try {
        await resume(left.call);
      } catch (error) {
        // A server that does not answer may do so after the next reload.
        if (error instanceof RequestError) seat.forget();
        throw error;
      }
    });
  store.setState({ returningTo: undefined });
}
