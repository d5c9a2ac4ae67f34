// Requests, answers, blocks and what one keeps of a contact: each in one transaction, which is on the disk before it is answered.
import { RequestError } from '../../../protocol/error-codes.ts';
import { waitingRequestsMax } from '../../../protocol/people/people-limits.ts';
import type { Contact } from '../../../protocol/people/model.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import { countedAfterMs, mayAsk } from '../../../messages/contacts/open-requests.ts';
import {
  isAsked,
  noRelation,
  type Pair,
  planAccept,
  planBlock,
  planRefuse,
  planRemove,
  planRequest,
  planWithdraw,
} from '../../../messages/contacts/plan-relation.ts';
import type { StoredContact } from '../../../sql/contact-store.ts';
import type { TransactionStores } from '../../../sql/database.ts';
import { isYoung } from '../../limits/young-accounts.ts';
import type { Actor, PeopleParts } from './people-parts.ts';
import { shownFormerNicknames, toContact } from './person-views.ts';
import { sortKeyOf } from './search-names.ts';

interface StoredPair {
  readonly mine: StoredContact;
  readonly theirs: StoredContact;
}

export interface ContactWriterParts extends PeopleParts {
  /** Two accounts became contacts, are none any more, or one blocks the other, or no longer. */
  readonly onStanding: (accountId: string, otherId: string) => void;
}

/** When an account that has too many requests waiting may try again. */
const askAgainMs = 24 * 3600 * 1000;

/** Every method may throw RequestError `database-unavailable`, `no-such-account` or `oneself`. */
export class ContactWriter {
  readonly #parts: ContactWriterParts;

  constructor(parts: ContactWriterParts) {
    this.#parts = parts;
  }

  /**
   * Asks a person to become a contact.
   * @returns how the account sees the person then; the same whether it was delivered or not
   * @throws RequestError `too-many-requests`, `person-blocked`
   */
  async request(
    actor: Actor,
    { accountId: otherId, word }: RequestInput<'contact:request'>,
  ): Promise<Contact> {
    const { database, now } = this.#parts;
    const known = await database.contacts.find(actor.accountId, otherId);
    // Asked again: nothing is written for it.
    if (known !== undefined && isAsked({ mine: known, theirs: noRelation }, now()) && !known.blocked)
      return this.#view(actor.accountId, otherId);
    const fresh = isYoung(actor.registeredAtMs, now());
    return this.#change(actor.accountId, otherId, async (pair, { contacts }) => {
      if (pair.mine.blocked) throw new RequestError('person-blocked');
      // Asked of each request alike, so that one that is not delivered takes as long.
      const delivers = (await contacts.countReceived(otherId)) < waitingRequestsMax;
      const open = await contacts.countAsked(actor.accountId, countedAfterMs(now()));
      const next = planRequest(pair, { word, nowMs: now(), fresh, delivers });
      if (next.mine.relation === 'sent' && !isAsked(pair, now()) && !mayAsk(open, fresh))
        throw new RequestError('too-many-requests', { retryAfterMs: askAgainMs });
      return next;
    });
  }

  /** @throws RequestError `no-such-request` where none waits */
  async accept(accountId: string, otherId: string): Promise<Contact> {
    return this.#change(accountId, otherId, async (pair) => {
      const next = planAccept(pair, this.#parts.now());
      if (next === undefined) throw new RequestError('no-such-request');
      return next;
    });
  }

  async refuse(accountId: string, otherId: string): Promise<Contact> {
    return this.#change(accountId, otherId, async (pair) => planRefuse(pair, this.#parts.now()));
  }

  async withdraw(accountId: string, otherId: string): Promise<Contact> {
    return this.#change(accountId, otherId, async (pair) => planWithdraw(pair, this.#parts.now()));
  }

  async remove(accountId: string, otherId: string): Promise<Contact> {
    return this.#change(accountId, otherId, async (pair) => planRemove(pair, this.#parts.now()));
  }

  async block(accountId: string, otherId: string, blocked: boolean): Promise<Contact> {
    return this.#change(accountId, otherId, async (pair) => planBlock(pair, blocked, this.#parts.now()));
  }

  /**
   * Notes a remark, labels or a star; what is not named stays.
   * @throws RequestError `not-a-contact`
   */
  async edit(
    accountId: string,
    { accountId: otherId, remark, labels, starred }: RequestInput<'contact:edit'>,
  ): Promise<Contact> {
    const named = remark?.trim();
    const remarkKey = named === undefined || named === '' ? undefined : await sortKeyOf(named);
    return this.#store(accountId, otherId, async ({ mine, theirs }) => {
      if (mine.relation !== 'contact') throw new RequestError('not-a-contact');
      const kept = {
        ...mine,
        ...(named !== undefined && { remark: named === '' ? undefined : named, remarkKey }),
        ...(labels !== undefined && { labels }),
        ...(starred !== undefined && { starred }),
      };
      return { mine: kept, theirs };
    });
  }

  #change(
    accountId: string,
    otherId: string,
    plan: (pair: Pair, stores: TransactionStores) => Promise<Pair>,
  ): Promise<Contact> {
    return this.#store(accountId, otherId, async (before, stores) => {
      const after = await plan(before, stores);
      return { mine: { ...before.mine, ...after.mine }, theirs: { ...before.theirs, ...after.theirs } };
    });
  }

  /** Reads how both see each other, stores what `plan` makes of it, and sends word to those for whom it changed. */
  async #store(
    accountId: string,
    otherId: string,
    plan: (pair: StoredPair, stores: TransactionStores) => Promise<StoredPair>,
  ): Promise<Contact> {
    const { database, hints } = this.#parts;
    if (accountId === otherId) throw new RequestError('oneself');
    const ids = [accountId, otherId];
    await requireAccount(this.#parts, otherId);
    await database.contactCursors.ensure(ids);
    const changed = await database.transaction(async (stores) => {
      const cursors = await stores.contactCursors.count(ids);
      const before = {
        mine: (await stores.contacts.find(accountId, otherId)) ?? unknown(accountId, otherId),
        theirs: (await stores.contacts.find(otherId, accountId)) ?? unknown(otherId, accountId),
      };
      const after = await plan(before, stores);
      // The account's own side is always stored: the answer tells it.
      const rows = [after.mine, ...(isSame(before.theirs, after.theirs) ? [] : [after.theirs])].map(
        (row) => ({
          ...row,
          change: cursors.get(row.accountId) ?? 0,
        }),
      );
      await stores.contacts.put(rows);
      return { rows, isOther: standsOtherwise(before.mine, after.mine) };
    });
    for (const row of changed.rows) hints.note(row.accountId, row.change);
    if (changed.isOther) this.#parts.onStanding(accountId, otherId);
    return this.#view(accountId, otherId);
  }

  async #view(accountId: string, otherId: string): Promise<Contact> {
    const { database, now } = this.#parts;
    const stored = await database.contacts.named(accountId, otherId);
    if (stored === undefined) throw new RequestError('no-such-account');
    return toContact(stored, await shownFormerNicknames(database, [otherId], now()));
  }
}

async function requireAccount({ database }: PeopleParts, id: string): Promise<void> {
  if ((await database.accounts.enabledIds([id])).length === 0) throw new RequestError('no-such-account');
}

/** How an account sees another that it has nothing with. */
function unknown(accountId: string, otherId: string): StoredContact {
  return {
    ...noRelation,
    accountId,
    otherId,
    remark: undefined,
    remarkKey: undefined,
    labels: [],
    starred: false,
    change: 0,
  };
}

/** Whether one of two sees another otherwise than before, as far as their being there goes. */
function standsOtherwise(before: StoredContact, after: StoredContact): boolean {
  const isContact = (side: StoredContact): boolean => side.relation === 'contact';
  return isContact(before) !== isContact(after) || before.blocked !== after.blocked;
}

function isSame(one: StoredContact, other: StoredContact): boolean {
  const { relation, sinceMs, askedAtMs, refusedAtMs, blocked } = one;
  return (
    relation === other.relation &&
    sinceMs === other.sinceMs &&
    askedAtMs === other.askedAtMs &&
    refusedAtMs === other.refusedAtMs &&
    blocked === other.blocked
  );
}
