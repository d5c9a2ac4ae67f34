// Finds people by phone number and by nickname. A phone number is a guess: what is not found is counted. Made by createPeople.
import { RequestError } from '../../../protocol/error-codes.ts';
import { normalizePhone } from '../../../protocol/account/identity.ts';
import { foundPeopleMax, phoneMissPaces } from '../../../protocol/people/people-limits.ts';
import type { FoundPerson, Person } from '../../../protocol/people/model.ts';
import { namePrefixOf } from '../../../messages/contacts/name-prefix.ts';
import type { StoredPerson } from '../../../sql/profile-store.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { PaceKeeper, type PaceShare } from '../../limits/pace-keeper.ts';
import { multiplied } from '../../limits/plan-pace.ts';
import type { Actor, PeopleParts } from './people-parts.ts';
import { shownFormerNicknames, toPerson } from './person-views.ts';

export interface FinderParts extends PeopleParts {
  /** Whether what an address asks is counted. */
  readonly counts: (address: string) => boolean;
  /** How many times as much as the protocol says is allowed; more than 1 for tests of load. */
  readonly requestAllowance: number;
  /** Milliseconds on a clock that never goes back. */
  readonly elapsedMs: () => number;
}

/** Every method may throw RequestError `database-unavailable`. */
export class PeopleFinder {
  readonly #parts: FinderParts;
  readonly #misses = new PaceKeeper();

  constructor(parts: FinderParts) {
    this.#parts = parts;
  }

  /**
   * The person with a phone number, if there is one who may be found by it. Finds out the same way whether there is none or it may not.
   * @throws RequestError `phone-invalid`, and `too-often` after too many numbers that were not found
   */
  async byPhone(actor: Actor, input: string): Promise<FoundPerson | undefined> {
    const { database, elapsedMs } = this.#parts;
    const phone = normalizePhone(input);
    if (phone === undefined) throw new RequestError('phone-invalid');
    const shares = this.#sharesOf(actor);
    const waits = shares.map((share) => this.#misses.waitMs(share, 1, elapsedMs()));
    const retryAfterMs = Math.max(0, ...waits);
    if (retryAfterMs > 0) throw new RequestError('too-often', { retryAfterMs });
    // Taken before it is looked for: a thousand questions at once are a thousand guesses.
    this.#misses.charge(shares, 1, elapsedMs());
    const person = await database.profiles.byPhone(phone);
    const [found] = await this.#seenBy(actor, person === undefined ? [] : [person]);
    if (found !== undefined) this.#misses.giveBack(shares, 1, elapsedMs());
    return found;
  }

  /**
   * People whose nickname begins so, or a word of it, its pinyin or its initials.
   * @throws RequestError `search-too-short`
   */
  async byName(actor: Actor, input: string): Promise<FoundPerson[]> {
    const prefix = namePrefixOf(input);
    if (prefix === undefined) throw new RequestError('search-too-short');
    const people = await this.#parts.database.profiles.byNamePrefix(prefix, foundPeopleMax + 1);
    const others = people.filter(({ accountId }) => accountId !== actor.accountId);
    return this.#seenBy(actor, others.slice(0, foundPeopleMax));
  }

  /** What everybody may see of some people; unknown ids are left out. */
  async read(ids: readonly string[]): Promise<Person[]> {
    const { database, now } = this.#parts;
    const people = await database.profiles.people(ids);
    const former = await shownFormerNicknames(database, ids, now());
    return people.map((person) => toPerson(person, former));
  }

  /** Asks the same of the database whether there is a person or not. */
  async #seenBy({ accountId }: Actor, people: readonly StoredPerson[]): Promise<FoundPerson[]> {
    const { database, now } = this.#parts;
    const ids = people.length === 0 ? [''] : people.map((person) => person.accountId);
    const former = await shownFormerNicknames(database, ids, now());
    const kept = await database.contacts.findSome(accountId, ids);
    const relations = new Map(kept.map(({ otherId, relation }) => [otherId, relation]));
    return people.map((person) => ({
      ...toPerson(person, former),
      relation: relations.get(person.accountId) ?? 'none',
    }));
  }

  #sharesOf({ accountId, address }: Actor): PaceShare[] {
    const { counts, requestAllowance } = this.#parts;
    const networks = counts(address) ? networksOf(address) : [];
    return [
      { key: accountId, limits: multiplied(phoneMissPaces.account, requestAllowance) },
      ...networks.map(({ key, allowance }) => ({
        key,
        limits: multiplied(phoneMissPaces.address, requestAllowance * allowance),
      })),
    ];
  }
}
