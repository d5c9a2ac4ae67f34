// How many unknown session tokens may be looked up for an address: each is a question to the database. Made by createApp.
import { createHash } from 'node:crypto';
import { networksOf } from '../addresses/client-networks.ts';
import { WindowCounts } from '../limits/window-counts.ts';

/** Three hundred people of one address, whose sessions all ended, ask twice each. */
const pointsPerMinute = 600;
const durationSeconds = 60;
/** Some 15 MB of hashes; the token that was used longest ago is forgotten first, and pays once when it is used again. */
const knownMax = 100_000;

/** Lookups of tokens that no session has are paid for by address; those of tokens that were found before are free. */
export class UnknownTokens {
  readonly #counts: (address: string) => boolean;
  readonly #lookUps = new WindowCounts(durationSeconds);
  /** Hashes of tokens that were found, or just made: their members do not wait for what neighbours make up. The oldest first. */
  readonly #known = new Set<string>();

  /** @param counts whether requests of an address are counted */
  constructor(counts: (address: string) => boolean) {
    this.#counts = counts;
  }

  /**
   * Looks a token up. One that is not known yet is paid for by its address before, and given back when a session has it, so that
   * honest people pay nothing and no more is looked up at a time than may be.
   * @throws RequestError `too-often`, and what `look` throws
   */
  async identify<T>(
    address: string,
    token: string,
    look: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const hash = hashOf(token);
    const found = this.#known.has(hash) ? await look() : await this.#lookPaid(address, look);
    if (found === undefined) this.#known.delete(hash);
    else this.#know(hash);
    return found;
  }

  /** A session was begun with this token. */
  note(token: string): void {
    this.#know(hashOf(token));
  }

  async #lookPaid<T>(address: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const networks = this.#counts(address) ? networksOf(address) : [];
    await this.#lookUps.spend(
      networks.map(({ key, allowance }) => ({ key, max: pointsPerMinute * allowance })),
    );
    const found = await look();
    if (found !== undefined) for (const { key } of networks) await this.#lookUps.takeBack(key);
    return found;
  }

  #know(hash: string): void {
    this.#known.delete(hash);
    this.#known.add(hash);
    const [oldest] = this.#known;
    if (this.#known.size > knownMax && oldest !== undefined) this.#known.delete(oldest);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
