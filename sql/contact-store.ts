// How accounts see each other: contacts, requests, blocks. Used by people, and by messages and groups for who may write to whom.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** How one account sees and keeps another. */
export interface StoredContact {
  readonly accountId: string;
  readonly otherId: string;
  readonly relation: 'none' | 'contact' | 'sent' | 'received';
  /** Since when the relation is as it is, in milliseconds since the epoch. */
  readonly sinceMs: number;
  /** When the account asked, while that was not accepted. */
  readonly askedAtMs: number | undefined;
  /** When the account last refused a request of the other. */
  readonly refusedAtMs: number | undefined;
  /** What came with a request. */
  readonly word: string | undefined;
  /** Whether the request came from an account of that day. */
  readonly fresh: boolean;
  readonly remark: string | undefined;
  /** By what the remark is put in order. */
  readonly remarkKey: string | undefined;
  readonly labels: readonly string[];
  readonly starred: boolean;
  readonly blocked: boolean;
  /** The latest change, in the account's counter of contacts. */
  readonly change: number;
}

/** A contact with what the other one says of itself. */
export interface NamedContact extends StoredContact {
  readonly nickname: string;
  readonly about: string | undefined;
  readonly pictureId: string | undefined;
  /** Of the nickname; missing until it is known. */
  readonly nicknameKey: string | undefined;
}

/** Every method may throw RequestError `database-unavailable`. */
export class ContactStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(accountId: string, otherId: string): Promise<StoredContact | undefined> {
    const row = await this.#db
      .selectFrom('contacts')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('other_id', '=', otherId)
      .executeTakeFirst();
    return row === undefined ? undefined : toContact(row);
  }

  /** How an account sees some others; those it has nothing with are left out. */
  async findSome(accountId: string, otherIds: readonly string[]): Promise<StoredContact[]> {
    if (otherIds.length === 0) return [];
    const rows = await this.#db
      .selectFrom('contacts')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('other_id', 'in', otherIds)
      .execute();
    return rows.map(toContact);
  }

  /** The accounts that have blocked one. */
  async blockersOf(accountId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('blocked_people')
      .select('other_id')
      .where('account_id', '=', accountId)
      .execute();
    return rows.map((row) => row.other_id);
  }

  /** Stores contacts, each in place of what the account kept of the other before. */
  async put(contacts: readonly StoredContact[]): Promise<void> {
    if (contacts.length === 0) return;
    await this.#db.replaceInto('contacts').values(contacts.map(toRow)).execute();
    for (const { accountId, otherId, blocked } of contacts) {
      const row = { account_id: otherId, other_id: accountId };
      if (blocked) await this.#db.replaceInto('blocked_people').values(row).execute();
      else
        await this.#db
          .deleteFrom('blocked_people')
          .where('account_id', '=', otherId)
          .where('other_id', '=', accountId)
          .execute();
    }
  }

  /** What changed for an account after a change, at most `limit`, in order of change. */
  async changedAfter(accountId: string, after: number, limit: number): Promise<NamedContact[]> {
    const rows = await this.#named(accountId)
      .where('change_number', '>', after)
      .orderBy('change_number')
      .orderBy('other_id')
      .limit(sql.lit(limit))
      .execute();
    return rows.map(toNamed);
  }

  /** One contact with its name; `undefined` where the account has nothing with the other. */
  async named(accountId: string, otherId: string): Promise<NamedContact | undefined> {
    const row = await this.#named(accountId).where('contacts.other_id', '=', otherId).executeTakeFirst();
    return row === undefined ? undefined : toNamed(row);
  }

  /** How many requests an account sent after a time that were not accepted. */
  async countAsked(accountId: string, afterMs: number): Promise<number> {
    const row = await this.#db
      .selectFrom('contacts')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('account_id', '=', accountId)
      .where('asked_at_ms', '>', afterMs)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** How many requests wait for an account. */
  async countReceived(accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('contacts')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('account_id', '=', accountId)
      .where('relation', '=', 'received')
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** Whether two accounts are contacts; they are for both or for none. */
  async areContacts(accountId: string, otherId: string): Promise<boolean> {
    return (await this.contactsAmong(accountId, [otherId])).length > 0;
  }

  /** Those of some accounts that are contacts of one. */
  async contactsAmong(accountId: string, otherIds: readonly string[]): Promise<string[]> {
    const rows = await this.findSome(accountId, otherIds);
    return rows.filter(({ relation }) => relation === 'contact').map(({ otherId }) => otherId);
  }

  /** Whether one account has blocked another. */
  async isBlocked(byId: string, otherId: string): Promise<boolean> {
    return (await this.blockersAmong(otherId, [byId])).length > 0;
  }

  /** Those of some accounts that have blocked one. */
  async blockersAmong(otherId: string, byIds: readonly string[]): Promise<string[]> {
    if (byIds.length === 0) return [];
    const rows = await this.#db
      .selectFrom('contacts')
      .select('account_id')
      .where('account_id', 'in', byIds)
      .where('other_id', '=', otherId)
      .where('blocked', '=', 1)
      .execute();
    return rows.map((row) => row.account_id);
  }

  /** The contacts of an account. */
  async contactsOf(accountId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('contacts')
      .select('other_id')
      .where('account_id', '=', accountId)
      .where('relation', '=', 'contact')
      .execute();
    return rows.map((row) => row.other_id);
  }

  /** The contacts of an account that it has not blocked: who may see whether it is there. */
  async audience(accountId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('contacts')
      .select('other_id')
      .where('account_id', '=', accountId)
      .where('relation', '=', 'contact')
      .where('blocked', '=', 0)
      .execute();
    return rows.map((row) => row.other_id);
  }

  /** The accounts that an account is a contact of, or has a request with: they see its name and picture. */
  async viewersOf(accountId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('contacts')
      .select('other_id')
      .where('account_id', '=', accountId)
      .where('relation', '!=', 'none')
      .orderBy('other_id')
      .execute();
    return rows.map((row) => row.other_id);
  }

  /** Counts a change of how some accounts see one; `change` is their new number. */
  async touch(otherId: string, changes: ReadonlyMap<string, number>): Promise<void> {
    for (const [accountId, change] of changes)
      await this.#db
        .updateTable('contacts')
        .set({ change_number: change })
        .where('account_id', '=', accountId)
        .where('other_id', '=', otherId)
        .execute();
  }

  #named(accountId: string) {
    return this.#db
      .selectFrom('contacts')
      .innerJoin('accounts', 'accounts.id', 'contacts.other_id')
      .leftJoin('profiles', 'profiles.account_id', 'contacts.other_id')
      .leftJoin('search_names', (join) =>
        join
          .onRef('search_names.account_id', '=', 'contacts.other_id')
          .on('search_names.kind', '=', 'pinyin'),
      )
      .selectAll('contacts')
      .select(['accounts.nickname', 'profiles.about', 'profiles.picture_id', 'search_names.name_key'])
      .where('contacts.account_id', '=', accountId);
  }
}

type ContactRow = Selectable<Tables['contacts']>;

function toNamed(
  row: ContactRow & {
    readonly nickname: string;
    readonly about: string | null;
    readonly picture_id: string | null;
    readonly name_key: string | null;
  },
): NamedContact {
  const { nickname, about, picture_id, name_key } = row;
  return {
    ...toContact(row),
    nickname,
    about: about ?? undefined,
    pictureId: picture_id ?? undefined,
    nicknameKey: name_key ?? undefined,
  };
}

function toContact(row: ContactRow): StoredContact {
  return {
    accountId: row.account_id,
    otherId: row.other_id,
    relation: relationOf(row.relation),
    sinceMs: row.since_ms,
    askedAtMs: row.asked_at_ms ?? undefined,
    refusedAtMs: row.refused_at_ms ?? undefined,
    word: row.word ?? undefined,
    fresh: row.fresh === 1,
    remark: row.remark ?? undefined,
    remarkKey: row.remark_key ?? undefined,
    labels: JSON.parse(row.labels) as string[],
    starred: row.starred === 1,
    blocked: row.blocked === 1,
    change: row.change_number,
  };
}

function relationOf(stored: string): StoredContact['relation'] {
  return stored === 'contact' || stored === 'sent' || stored === 'received' ? stored : 'none';
}

function toRow(contact: StoredContact): ContactRow {
  return {
    account_id: contact.accountId,
    other_id: contact.otherId,
    relation: contact.relation,
    since_ms: contact.sinceMs,
    asked_at_ms: contact.askedAtMs ?? null,
    refused_at_ms: contact.refusedAtMs ?? null,
    word: contact.word ?? null,
    fresh: contact.fresh ? 1 : 0,
    remark: contact.remark ?? null,
    remark_key: contact.remarkKey ?? null,
    labels: JSON.stringify(contact.labels),
    starred: contact.starred ? 1 : 0,
    blocked: contact.blocked ? 1 : 0,
    change_number: contact.change,
  };
}
