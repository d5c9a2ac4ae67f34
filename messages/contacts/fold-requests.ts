// Which requests are shown each for itself. Pure; used by the client's list and badge.
import { freshRequestsShownMax } from '../../protocol/people/people-limits.ts';
import type { Contact } from '../../protocol/people/model.ts';

export interface FoldedRequests {
  /** Shown each for itself, the latest first. */
  readonly shown: readonly Contact[];
  /** Of accounts that were of the day they asked: shown as one line. */
  readonly folded: readonly Contact[];
  /** Lines that wait for an answer, for a badge. */
  readonly lines: number;
}

/** @param contacts among which are the requests that wait */
export function foldRequests(contacts: Iterable<Contact>): FoldedRequests {
  const waiting = [...contacts].filter(({ relation }) => relation === 'received');
  waiting.sort((one, other) => other.sinceMs - one.sinceMs || other.change - one.change);
  const fresh = waiting.filter((contact) => contact.fresh === true);
  if (fresh.length <= freshRequestsShownMax) return { shown: waiting, folded: [], lines: waiting.length };
  const shown = waiting.filter((contact) => contact.fresh !== true);
  return { shown, folded: fresh, lines: shown.length + 1 };
}
