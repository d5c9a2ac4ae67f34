// What becomes of two people who ask, accept, refuse, withdraw, remove or block. Pure; each function says how both see each other then.
import { requestRestDays } from '../../protocol/people/people-limits.ts';
import type { Relation } from '../../protocol/people/model.ts';

const dayMs = 24 * 3600 * 1000;

/** How one of two people sees the other, as far as it matters to what they may do. */
export interface Side {
  readonly relation: Relation;
  /** Since when the relation is as it is, in milliseconds since the epoch. */
  readonly sinceMs: number;
  /** When this one asked, while that was not accepted: it counts against the next requests. */
  readonly askedAtMs: number | undefined;
  /** When this one last refused a request of the other. */
  readonly refusedAtMs: number | undefined;
  readonly word: string | undefined;
  /** Whether the request came from an account of that day. */
  readonly fresh: boolean;
  readonly blocked: boolean;
}

/** How two people see each other. */
export interface Pair {
  readonly mine: Side;
  readonly theirs: Side;
}

export interface Asking {
  readonly word: string;
  readonly nowMs: number;
  /** Whether the account that asks is of this day. */
  readonly fresh: boolean;
  /** Whether the other one takes requests: there, and with room for one more. */
  readonly delivers: boolean;
}

/** Of two people who have nothing with each other. */
export const noRelation: Side = {
  relation: 'none',
  sinceMs: 0,
  askedAtMs: undefined,
  refusedAtMs: undefined,
  word: undefined,
  fresh: false,
  blocked: false,
};

/** Whether a request changes nothing: it waits already, or the two are contacts. */
export function isAsked({ mine }: Pair, nowMs: number): boolean {
  return mine.relation === 'contact' || (mine.relation === 'sent' && isRecent(mine.askedAtMs, nowMs));
}

/** One asks the other. Requests that cross make contacts; what is not delivered looks the same to the one who asks. */
export function planRequest(pair: Pair, { word, nowMs, fresh, delivers }: Asking): Pair {
  const { mine, theirs } = pair;
  if (isAsked(pair, nowMs)) return pair;
  if (mine.relation === 'received' || (theirs.relation === 'sent' && !theirs.blocked))
    return joined(pair, nowMs);
  const isDelivered = delivers && !theirs.blocked && !isRecent(theirs.refusedAtMs, nowMs);
  return {
    mine: { ...mine, relation: 'sent', sinceMs: nowMs, askedAtMs: nowMs, word, fresh: false },
    theirs: isDelivered ? { ...theirs, relation: 'received', sinceMs: nowMs, word, fresh } : theirs,
  };
}

/** One accepts the request of the other; `undefined` where none waits. */
export function planAccept(pair: Pair, nowMs: number): Pair | undefined {
  if (pair.mine.relation === 'contact') return pair;
  return pair.mine.relation === 'received' ? joined(pair, nowMs) : undefined;
}

/** One refuses the request of the other, to whom it goes on waiting. */
export function planRefuse(pair: Pair, nowMs: number): Pair {
  if (pair.mine.relation !== 'received') return pair;
  return { ...pair, mine: { ...none(pair.mine, nowMs), refusedAtMs: nowMs } };
}

/** One takes its request back; that it asked goes on counting. */
export function planWithdraw({ mine, theirs }: Pair, nowMs: number): Pair {
  if (mine.relation !== 'sent') return { mine, theirs };
  return {
    mine: none(mine, nowMs),
    theirs: theirs.relation === 'received' ? none(theirs, nowMs) : theirs,
  };
}

/** The two are no contacts any more. */
export function planRemove({ mine, theirs }: Pair, nowMs: number): Pair {
  if (mine.relation !== 'contact') return { mine, theirs };
  return { mine: none(mine, nowMs), theirs: none(theirs, nowMs) };
}

/** One blocks the other, or no longer: a request of theirs is gone by it, and contacts stay contacts. */
export function planBlock({ mine, theirs }: Pair, blocked: boolean, nowMs: number): Pair {
  const cleared = blocked && mine.relation === 'received' ? none(mine, nowMs) : mine;
  return { mine: { ...cleared, blocked }, theirs };
}

function joined({ mine, theirs }: Pair, nowMs: number): Pair {
  const contact = {
    relation: 'contact',
    sinceMs: nowMs,
    askedAtMs: undefined,
    refusedAtMs: undefined,
  } as const;
  return { mine: { ...mine, ...contact }, theirs: { ...theirs, ...contact } };
}

function none(side: Side, nowMs: number): Side {
  return { ...side, relation: 'none', sinceMs: nowMs, word: undefined, fresh: false };
}

function isRecent(atMs: number | undefined, nowMs: number): boolean {
  return atMs !== undefined && nowMs - atMs < requestRestDays * dayMs;
}
