// Looks whether sessions with an open socket were ended elsewhere: by the accounts command, or by time. Made by the accounts feature.
import type { Sessions } from './sessions.ts';

/** A disabled account may go on for this long; one query each time. */
const checkEveryMs = 5000;

export interface SessionWatchParts {
  readonly sessions: Sessions;
  /** The sessions that have a socket now. */
  readonly openSessions: () => readonly { readonly accountId: string; readonly sessionId: string }[];
  /** Closes the sockets of those sessions of an account that `isRevoked` names. */
  readonly endSessions: (accountId: string, isRevoked: (sessionId: string) => boolean) => void;
  /** Told when the database did not answer; it is tried again. */
  readonly onFailed: (error: unknown) => void;
}

export class SessionWatch {
  readonly #parts: SessionWatchParts;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: SessionWatchParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.check().catch(parts.onFailed), checkEveryMs);
    this.#timer.unref();
  }

  /** Ends the sockets of sessions that have ended. @throws RequestError `database-unavailable` */
  async check(): Promise<void> {
    const { sessions, openSessions, endSessions } = this.#parts;
    const open = openSessions();
    const ended = await sessions.ended(open.map(({ sessionId }) => sessionId));
    for (const { accountId, sessionId } of open) {
      if (ended.has(sessionId)) endSessions(accountId, (id) => ended.has(id));
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
