// Sends notices to the members of a conversation, and counts what they cost the account that causes them. Made by createMessages.
import { RequestError } from '../../../protocol/error-codes.ts';
import { deliveryPaces } from '../../../protocol/messages/message-limits.ts';
import type { Notice } from '../../../protocol/notices.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { PaceKeeper } from '../../limits/pace-keeper.ts';
import { multiplied } from '../../limits/plan-pace.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { StoredMember } from '../../../sql/member-store.ts';
import { nothingCounted, toState } from './views.ts';

export interface DeliveryParts {
  readonly outbox: { toAccounts(accountIds: readonly string[], notice: Notice): void };
  /** Whether what an address asks is counted. */
  readonly counts: (address: string) => boolean;
  /** How many times as much as the protocol says is allowed; more than 1 for tests of load. */
  readonly requestAllowance: number;
  /** Milliseconds on a clock that never goes back. */
  readonly elapsedMs: () => number;
}

/** What a transaction made of a conversation. */
export interface Change {
  readonly conversation: StoredConversation;
  /** Memberships that moved: their accounts are sent how they see the conversation now. */
  readonly moved: readonly StoredMember[];
  /** What those have not read; nothing unless told. */
  readonly unread?: number;
  /** The members that are sent that the conversation changed. */
  readonly recipients: readonly string[];
}

export class Deliveries {
  readonly #parts: DeliveryParts;
  readonly #pace = new PaceKeeper();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /**
   * Spends what a change costs: one for each member that is sent it. Counted for the account, and for its address and networks.
   * @throws RequestError `too-often`
   */
  spend(caller: { readonly accountId: string; readonly address: string }, recipients: number): void {
    const { counts, requestAllowance, elapsedMs } = this.#parts;
    const networks = counts(caller.address) ? networksOf(caller.address) : [];
    const shares = [
      { key: caller.accountId, limits: multiplied(deliveryPaces.account, requestAllowance) },
      ...networks.map(({ key, allowance }) => ({
        key,
        limits: multiplied(deliveryPaces.address, requestAllowance * allowance),
      })),
    ];
    const waitMs = this.#pace.spend(shares, Math.max(1, recipients), elapsedMs());
    if (waitMs > 0) throw new RequestError('too-often', { retryAfterMs: waitMs });
  }

  /** Sends word of a change of memberships. */
  announce({ conversation, moved, unread = 0, recipients }: Change): void {
    for (const member of moved) {
      const counted = { ...nothingCounted, unread };
      const body = { cursor: member.eventNumber, state: toState(conversation, member, counted) };
      this.send([member.accountId], { name: 'conversations:changed', body });
    }
    const { id, lastChange: change } = conversation;
    this.send(recipients, { name: 'conversation:changed', body: { conversation: id, change } });
  }

  /** Sends a notice to every connection of these accounts. */
  send(accountIds: readonly string[], notice: Notice): void {
    this.#parts.outbox.toAccounts(accountIds, notice);
  }
}
