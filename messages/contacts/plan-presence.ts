// How an account is there, out of all its windows and what it wants to show. Pure.
import type { Presence, PresenceChoice } from '../../protocol/people/model.ts';

export interface Seen {
  /** Whether the person is away from each window that is connected; none without a connection. */
  readonly awayFrom: readonly boolean[];
  readonly inCall: boolean;
  readonly choice: PresenceChoice;
}

/** Several devices are one: who is at one of them is there. */
export function presenceOf({ awayFrom, inCall, choice }: Seen): Presence {
  if (awayFrom.length === 0 || choice === 'hidden') return 'offline';
  if (choice === 'busy') return 'busy';
  if (inCall) return 'in-call';
  return awayFrom.every((away) => away) ? 'away' : 'online';
}
