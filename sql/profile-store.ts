// What people say of themselves, and by what they are found. Used by people.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredProfile {
  readonly about: string | undefined;
  readonly pictureId: string | undefined;
  /** Whether contacts see that the account is there: as it is, as busy, or not at all. */
  readonly presence: 'shown' | 'busy' | 'hidden';
  readonly foundByPhone: boolean;
  readonly foundByName: boolean;
}

/** Of an account that has said nothing. */
export const usualProfile: StoredProfile = {
  about: undefined,
  pictureId: undefined,
  presence: 'shown',
  foundByPhone: true,
  foundByName: true,
};

/** What others see of an account. */
export interface StoredPerson {
  readonly accountId: string;
  readonly nickname: string;
  readonly about: string | undefined;
  readonly pictureId: string | undefined;
}

/** A nickname that was given up. */
export interface FormerNickname {
  readonly accountId: string;
  readonly nickname: string;
  readonly givenUpAtMs: number;
}

/** By what a nickname is found; `pinyin` orders it too. */
export interface SearchName {
  readonly kind: string;
  readonly key: string;
}

/** Every method may throw RequestError `database-unavailable`. */
export class ProfileStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async of(accountId: string): Promise<StoredProfile> {
    const row = await this.#db
      .selectFrom('profiles')
      .selectAll()
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    if (row === undefined) return usualProfile;
    return {
      about: row.about ?? undefined,
      pictureId: row.picture_id ?? undefined,
      presence: row.presence === 'busy' || row.presence === 'hidden' ? row.presence : 'shown',
      foundByPhone: row.found_by_phone === 1,
      foundByName: row.found_by_name === 1,
    };
  }

  /** Stores a profile in place of the one before. */
  async put(accountId: string, profile: StoredProfile): Promise<void> {
    await this.#db
      .replaceInto('profiles')
      .values({
        account_id: accountId,
        about: profile.about ?? null,
        picture_id: profile.pictureId ?? null,
        presence: profile.presence,
        found_by_phone: profile.foundByPhone ? 1 : 0,
        found_by_name: profile.foundByName ? 1 : 0,
      })
      .execute();
  }

  /** What others see of some accounts; unknown and disabled ones are left out. */
  async people(ids: readonly string[]): Promise<StoredPerson[]> {
    if (ids.length === 0) return [];
    const rows = await this.#people().where('accounts.id', 'in', ids).execute();
    return rows.map(toPerson);
  }

  /** The account with a phone number, where it is not disabled and may be found by it. */
  async byPhone(phone: string): Promise<StoredPerson | undefined> {
    const row = await this.#people()
      .where('accounts.phone', '=', phone)
      .where((eb) => eb(eb.fn.coalesce('profiles.found_by_phone', sql.lit(1)), '=', 1))
      .executeTakeFirst();
    return row === undefined ? undefined : toPerson(row);
  }

  /** Accounts that are found by what begins so, at most `limit`, in order of it. */
  async byNamePrefix(prefix: string, limit: number): Promise<StoredPerson[]> {
    const ids = await this.#db
      .selectFrom('search_names')
      .innerJoin('accounts', 'accounts.id', 'search_names.account_id')
      .leftJoin('profiles', 'profiles.account_id', 'search_names.account_id')
      .select('search_names.account_id')
      .where('name_key', '>=', prefix)
      .where('name_key', '<', `${prefix}\u{10ffff}`)
      .where('accounts.disabled', '=', 0)
      .where((eb) => eb(eb.fn.coalesce('profiles.found_by_name', sql.lit(1)), '=', 1))
      .orderBy('name_key')
      // A nickname has a handful of keys; one that is found by several of them is found once.
      .limit(sql.lit(4 * limit))
      .execute();
    const order = [...new Set(ids.map((row) => row.account_id))].slice(0, limit);
    const people = new Map((await this.people(order)).map((person) => [person.accountId, person]));
    return order.flatMap((id) => people.get(id) ?? []);
  }

  /** Stores by what an account is found, in place of what there was. */
  async putSearchNames(accountId: string, names: readonly SearchName[]): Promise<void> {
    await this.#db.deleteFrom('search_names').where('account_id', '=', accountId).execute();
    if (names.length === 0) return;
    const rows = names.map(({ kind, key }) => ({ account_id: accountId, kind, name_key: key }));
    await this.#db.insertInto('search_names').values(rows).execute();
  }

  /** Accounts that are found by nothing yet: of earlier versions, or just imported. At most `limit`. */
  async withoutSearchNames(limit: number): Promise<{ readonly id: string; readonly nickname: string }[]> {
    return this.#db
      .selectFrom('accounts')
      .leftJoin('search_names', (join) =>
        join.onRef('search_names.account_id', '=', 'accounts.id').on('search_names.kind', '=', 'pinyin'),
      )
      .select(['accounts.id', 'accounts.nickname'])
      .where('search_names.kind', 'is', null)
      .orderBy('accounts.id')
      .limit(sql.lit(limit))
      .execute();
  }

  /** The nicknames that some accounts gave up after a time, the latest first. */
  async formerNicknames(ids: readonly string[], afterMs: number): Promise<FormerNickname[]> {
    if (ids.length === 0) return [];
    const rows = await this.#db
      .selectFrom('former_nicknames')
      .selectAll()
      .where('account_id', 'in', ids)
      .where('given_up_at_ms', '>', afterMs)
      .orderBy('given_up_at_ms', 'desc')
      .execute();
    return rows.map((row) => ({
      accountId: row.account_id,
      nickname: row.nickname,
      givenUpAtMs: row.given_up_at_ms,
    }));
  }

  /** Notes a nickname that an account gives up. */
  async addFormerNickname(former: FormerNickname, skeleton: string): Promise<void> {
    await this.#db
      .insertInto('former_nicknames')
      .values({
        account_id: former.accountId,
        given_up_at_ms: former.givenUpAtMs,
        nickname: former.nickname,
        skeleton,
      })
      .execute();
  }

  /** Stores the picture of an account in place of the one before. @param content base64 */
  async putPicture(accountId: string, pictureId: string, content: string): Promise<void> {
    await this.#db
      .replaceInto('profile_pictures')
      .values({ account_id: accountId, picture_id: pictureId, content })
      .execute();
  }

  async removePicture(accountId: string): Promise<void> {
    await this.#db.deleteFrom('profile_pictures').where('account_id', '=', accountId).execute();
  }

  /** @returns base64; `undefined` where there is no such picture */
  async picture(pictureId: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('profile_pictures')
      .select('content')
      .where('picture_id', '=', pictureId)
      .executeTakeFirst();
    return row?.content;
  }

  #people() {
    return this.#db
      .selectFrom('accounts')
      .leftJoin('profiles', 'profiles.account_id', 'accounts.id')
      .select(['accounts.id', 'accounts.nickname', 'profiles.about', 'profiles.picture_id'])
      .where('accounts.disabled', '=', 0);
  }
}

function toPerson(row: {
  readonly id: string;
  readonly nickname: string;
  readonly about: string | null;
  readonly picture_id: string | null;
}): StoredPerson {
  return {
    accountId: row.id,
    nickname: row.nickname,
    about: row.about ?? undefined,
    pictureId: row.picture_id ?? undefined,
  };
}
