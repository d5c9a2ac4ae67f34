// Who stays signed in: tokens that last 30 days from their last use, and 180 days in all. Used by the handlers, by tickets and by the transports.
import { createHash, randomBytes } from 'node:crypto';
import type { LiveSession, SessionStore } from '../../../sql/session-store.ts';

const dayMs = 24 * 60 * 60 * 1000;
const lifetimeMs = 30 * dayMs;
/** Whatever its use: a token that was copied unnoticed is worth nothing after this. */
const longestMs = 180 * dayMs;
/** The last use is written down at most this often; a session lasts that much less than 30 days from it. */
const touchEveryMs = 60 * 60 * 1000;
/** No person has as many devices; a script that signs in again and again would fill the database. */
export const sessionsPerAccountMax = 100;
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
   * @returns the token, which is kept nowhere here, and the id of the session; `undefined` when the account has changed meanwhile
   */
  async start(
    accountId: string,
    credential: string,
  ): Promise<{ readonly token: string; readonly sessionId: string } | undefined> {
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
    return { token, sessionId: session.id };
  }

  /**
   * The session of a token, which lasts longer by this; `undefined` for one that is unknown, expired or revoked.
   * @param onTouched called where the use is written down, at most once an hour
   */
  async use(
    token: string,
    onTouched: (session: LiveSession) => Promise<void> = async () => undefined,
  ): Promise<LiveSession | undefined> {
    if (!tokenForm.test(token)) return undefined;
    const nowMs = this.#now();
    const session = this.#unlessTooOld(await this.#store.byTokenHash(hashOf(token), nowMs), nowMs);
    if (session !== undefined && nowMs - session.usedAtMs >= touchEveryMs) {
      const expiresAtMs = Math.min(nowMs + lifetimeMs, session.createdAtMs + longestMs);
      await this.#store.touch(session.sessionId, nowMs, expiresAtMs);
      await onTouched(session);
    }
    return session;
  }

  async find(sessionId: string): Promise<LiveSession | undefined> {
    const nowMs = this.#now();
    return this.#unlessTooOld(await this.#store.byId(sessionId, nowMs), nowMs);
  }

  /** The sessions of an account, the one used last first. */
  async ofAccount(accountId: string): Promise<Pick<LiveSession, 'sessionId' | 'createdAtMs' | 'usedAtMs'>[]> {
    return this.#store.ofAccount(accountId, this.#now());
  }

  /** Those of the ids whose session has ended, by any process. */
  async ended(ids: readonly string[]): Promise<Set<string>> {
    const living = await this.#store.living(ids, this.#now());
    return new Set(ids.filter((id) => !living.has(id)));
  }

  /** Ends a session of the account; one of another account goes on. */
  async revoke(accountId: string, sessionId: string): Promise<void> {
    await this.#store.delete(accountId, sessionId);
  }

  /** @param keptId the one session that goes on, if any */
  async revokeAll(accountId: string, keptId?: string): Promise<void> {
    await this.#store.deleteOfAccount(accountId, keptId);
  }

  /** Removes sessions that cannot be used any more. */
  async prune(): Promise<void> {
    await this.#store.deleteExpired(this.#now());
  }

  /** An earlier version of the server may have made a session last beyond its absolute end. */
  #unlessTooOld(session: LiveSession | undefined, nowMs: number): LiveSession | undefined {
    return session !== undefined && nowMs < session.createdAtMs + longestMs ? session : undefined;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
