// Calls that ring: who is rung, who answered, and when it ends. Pure but for what it holds; time is passed in. Used by the server's ringing feature.
import { ringMs } from '../protocol/ringing/model.ts';
import type { IncomingRing, RingEnd } from '../protocol/ringing/model.ts';

export interface Ring extends IncomingRing {
  /** Milliseconds on a clock that never goes back. */
  readonly startedAtMs: number;
  /** Accounts that are rung and have not answered. */
  readonly waiting: ReadonlySet<string>;
  /** Whether it rang at any account. */
  readonly rungAny: boolean;
  /** Whether an account accepted it. */
  readonly accepted: boolean;
}

interface RunningRing extends Ring {
  readonly waiting: Set<string>;
  accepted: boolean;
}

/** A ring that is over, and why; `left` are the accounts at which it still rang. */
export interface EndedRing {
  readonly ring: Ring;
  readonly reason: RingEnd;
  readonly left: readonly string[];
}

export class Rings {
  readonly #rings = new Map<string, RunningRing>();
  /** By account that is rung. */
  readonly #ofAccount = new Map<string, Set<RunningRing>>();

  /** All that ring now, the first one first. */
  all(): readonly Ring[] {
    return this.#all();
  }

  /** The ring of a caller in a conversation that still rings. */
  of(callerId: string, conversation: string): Ring | undefined {
    return this.#all().find(
      (ring) => ring.caller.accountId === callerId && ring.conversation === conversation,
    );
  }

  /** The rings at an account, the first one first. */
  at(accountId: string): readonly Ring[] {
    return [...(this.#ofAccount.get(accountId) ?? [])];
  }

  /** The rings that a caller has begun. */
  by(callerId: string): readonly Ring[] {
    return this.#all().filter((ring) => ring.caller.accountId === callerId);
  }

  /** @param accountIds that are rung */
  begin(ring: IncomingRing, accountIds: readonly string[], nowMs: number): Ring {
    const running: RunningRing = {
      ...ring,
      startedAtMs: nowMs,
      waiting: new Set(accountIds),
      rungAny: accountIds.length > 0,
      accepted: false,
    };
    this.#rings.set(ring.ringId, running);
    for (const accountId of accountIds) {
      const rings = this.#ofAccount.get(accountId) ?? new Set();
      this.#ofAccount.set(accountId, rings.add(running));
    }
    return running;
  }

  /**
   * An account answers a ring that rings at it; from then on it does not.
   * @returns the ring, with `ended` where no account is rung any more; `undefined` where it does not ring at the account
   */
  answer(
    ringId: string,
    accountId: string,
    accepted: boolean,
  ): { readonly ring: Ring; readonly ended: EndedRing | undefined } | undefined {
    const ring = this.#rings.get(ringId);
    if (ring === undefined || !ring.waiting.has(accountId)) return undefined;
    this.#release(ring, accountId);
    ring.accepted ||= accepted;
    if (ring.waiting.size > 0) return { ring, ended: undefined };
    return { ring, ended: this.end(ringId, ring.accepted ? 'accepted' : 'declined') };
  }

  /** Ends a ring, if it still rings. */
  end(ringId: string, reason: RingEnd): EndedRing | undefined {
    const ring = this.#rings.get(ringId);
    if (ring === undefined) return undefined;
    this.#rings.delete(ringId);
    const left = [...ring.waiting];
    for (const accountId of left) this.#release(ring, accountId);
    return { ring, reason, left };
  }

  /** Ends those that have rung for `ringMs`, and those whose caller is gone. @param isThere whether the caller is still in the meeting */
  endOverdue(nowMs: number, isThere: (ring: Ring) => boolean): EndedRing[] {
    return this.#all().flatMap((ring) => {
      if (!isThere(ring)) return this.end(ring.ringId, 'cancelled') ?? [];
      return nowMs - ring.startedAtMs >= ringMs ? (this.end(ring.ringId, 'missed') ?? []) : [];
    });
  }

  #all(): RunningRing[] {
    return [...this.#rings.values()];
  }

  #release(ring: RunningRing, accountId: string): void {
    ring.waiting.delete(accountId);
    const rings = this.#ofAccount.get(accountId);
    rings?.delete(ring);
    if (rings?.size === 0) this.#ofAccount.delete(accountId);
  }
}
