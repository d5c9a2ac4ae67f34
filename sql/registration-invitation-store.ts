// Invitations to register, by the hash of their code. Used by registrations and by the accounts command.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Every method may throw RequestError `database-unavailable`. */
export class RegistrationInvitationStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /**
   * @param codeHash SHA-256 of the code in hexadecimal digits; the code itself is stored nowhere
   * @param uses how many accounts may be registered with it, at least 1
   * @param expiresAtMs milliseconds since the epoch
   */
  async add(codeHash: string, uses: number, expiresAtMs: number): Promise<void> {
    await this.#db
      .insertInto('registration_invitations')
      .values({ code_hash: codeHash, uses_left: uses, expires_at_ms: expiresAtMs })
      .execute();
  }

  /** Whether one more account may be registered with it now. */
  async isGood(codeHash: string, nowMs: number): Promise<boolean> {
    const row = await this.#db
      .selectFrom('registration_invitations')
      .select('uses_left')
      .where('code_hash', '=', codeHash)
      .where('uses_left', '>', 0)
      .where('expires_at_ms', '>', nowMs)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Takes one of the accounts that may be registered with it. @returns whether there was one left */
  async use(codeHash: string, nowMs: number): Promise<boolean> {
    const result = await this.#db
      .updateTable('registration_invitations')
      .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
      .where('code_hash', '=', codeHash)
      .where('uses_left', '>', 0)
      .where('expires_at_ms', '>', nowMs)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** Removes those that cannot be used any more. */
  async deleteSpent(nowMs: number): Promise<void> {
    await this.#db
      .deleteFrom('registration_invitations')
      .where((eb) => eb.or([eb('expires_at_ms', '<=', nowMs), eb('uses_left', '<=', 0)]))
      .execute();
  }
}
