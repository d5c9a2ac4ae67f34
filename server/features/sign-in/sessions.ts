// Who stays signed in: tokens that last 30 days from their last use. Used by the handlers, by tickets and by the doors.
import { createHash, randomBytes } from 'node:crypto';
import type { LiveSession, SessionStore } from '../../../sql/session-store.ts';

const dayMs = 24 * 60 * 60 * 1000;
const lifetimeMs = 30 * dayMs;
/** The last use is written down at most this often; a session lasts that much less than 30 days from it. */
const touchEveryMs = 60 * 60 * 1000;
/** Nobody has as many devices; a script that signs in again and again would fill the database. */
const sessionsPerAccountMax = 100;
const tokenForm = /^[\w-]{43}$/;

export class Sessions {
  readonly #store: SessionStore;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(store: SessionStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /**
   * Starts a session of an account whose password was just found right.
   * @param credential that it was checked against
   * @returns the token, which is kept nowhere here; `undefined` when the account has changed meanwhile
   */
  async start(accountId: string, credential: string): Promise<string | undefined> {
    const token = randomBytes(32).toString('base64url');
    const nowMs = this.#now();
    const session = {
      id: randomBytes(16).toString('base64url'),
      accountId,
      tokenHash: hashOf(token),
      createdAtMs: nowMs,
      expiresAtMs: nowMs + lifetimeMs,
    };
    if (!(await this.#store.insert(session, credential))) return undefined;
    await this.#store.deleteUnused(accountId, sessionsPerAccountMax);
    return token;
  }

  /** The session of a token, which lasts longer by this; `undefined` for one that is unknown, expired or revoked. */
  async use(token: string): Promise<LiveSession | undefined> {
    if (!tokenForm.test(token)) return undefined;
    const nowMs = this.#now();
    const session = await this.#store.byTokenHash(hashOf(token), nowMs);
    if (session !== undefined && nowMs - session.usedAtMs >= touchEveryMs) {
      await this.#store.touch(session.sessionId, nowMs, nowMs + lifetimeMs);
    }
    return session;
  }

  async find(sessionId: string): Promise<LiveSession | undefined> {
    return this.#store.byId(sessionId, this.#now());
  }

  /** Those of the ids whose session has ended, whoever ended it. */
  async ended(ids: readonly string[]): Promise<Set<string>> {
    const living = await this.#store.living(ids, this.#now());
    return new Set(ids.filter((id) => !living.has(id)));
  }

  async revoke(sessionId: string): Promise<void> {
    await this.#store.delete(sessionId);
  }

  async revokeAll(accountId: string): Promise<void> {
    await this.#store.deleteOfAccount(accountId);
  }

  /** Removes what nobody can use any more. */
  async prune(): Promise<void> {
    await this.#store.deleteExpired(this.#now());
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
