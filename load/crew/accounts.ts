// Accounts of simulated people: the same at every run with the same seed, registered where the server does not know them yet.
import pLimit from 'p-limit';
import { AccountApi, type Session } from '../../client/link/account-api.ts';
import { CallError } from '../../client/link/call-error.ts';
import { type ErrorCode, RequestError } from '../../protocol/error-codes.ts';
import { LoadError } from '../load-error.ts';

/** Sign-ins under way at a time: each costs the server some 30 ms of a core. */
const atATimeMax = 4;
/** Waits longer than this are not for one run. */
const longestWaitMs = 90_000;
/** Where a refusal names no time. */
const usualWaitMs = 1000;

export interface AccountsOptions {
  readonly url: string;
  readonly seed: number;
  readonly password: string;
  /** The server's budget is spent: it goes on after so many milliseconds. */
  readonly onWait: (ms: number) => void;
}

export class LoadAccounts {
  readonly api: AccountApi;
  readonly #options: AccountsOptions;
  readonly #fewAtATime = pLimit(atATimeMax);
  /** The lowest account that the server did not know. */
  #unknownFrom = Number.POSITIVE_INFINITY;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.api = new AccountApi(options.url);
  }

  /**
   * A session of an account. @param index 0..999999
   * @throws LoadError when the account belongs to another person, or the server refuses sign-ins for long
   */
  async signIn(index: number): Promise<string> {
    const { token } = await this.#fewAtATime(() => this.#persist(() => this.#enter(index)));
    return token;
  }

  /** A ticket for the socket; with a session that has ended, a new one is begun. @returns the token that holds now too */
  async issueTicket(index: number, token: string): Promise<{ ticket: string; token: string }> {
    try {
      return { ticket: await this.#persist(() => this.api.issueTicket(token)), token };
    } catch (error) {
      if (!isRefusal(error, 'not-signed-in')) throw error;
      const fresh = await this.signIn(index);
      return { ticket: await this.api.issueTicket(fresh), token: fresh };
    }
  }

  /** Accounts were made in order: from the first unknown one on, trying to sign in would only count as guessing. */
  async #enter(index: number): Promise<Session> {
    if (index < this.#unknownFrom) {
      try {
        return await this.#trySignIn(index);
      } catch (error) {
        if (!isRefusal(error, 'wrong-credentials')) throw error;
        this.#unknownFrom = Math.min(this.#unknownFrom, index);
      }
    }
    const account = accountOf(this.#options.seed, index);
    try {
      return await this.api.register({ ...account, password: this.#options.password });
    } catch (error) {
      if (!isRefusal(error, 'phone-taken', 'nickname-taken')) throw error;
    }
    try {
      return await this.#trySignIn(index);
    } catch (error) {
      if (!isRefusal(error, 'wrong-credentials')) throw error;
      throw new LoadError(
        `The account ${account.phone} exists with another password: give --password as in the earlier run, or another --seed.`,
        { cause: error },
      );
    }
  }

  #trySignIn(index: number): Promise<Session> {
    const { seed, password } = this.#options;
    return this.api.signIn(accountOf(seed, index).phone, password);
  }

  /** Tries again when the server asks to wait, and when it was just not there. */
  async #persist<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        const waitMs = waitAfter(error, attempt);
        if (waitMs === undefined) throw error;
        if (waitMs > longestWaitMs) {
          throw new LoadError(
            `The server lets this address in no more for ${Math.round(waitMs / 1000)} s: name it in the server's setting ` +
              'UNCOUNTED_ADDRESSES while load tests run, or use --sessions so that later runs need no sign-in.',
            { cause: error },
          );
        }
        if (error instanceof RequestError) this.#options.onWait(waitMs);
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }
}

/** Numbers of +999, which no country has; two seeds share none. */
export function accountOf(seed: number, index: number): { phone: string; nickname: string } {
  const digits = `${String(seed).padStart(5, '0')}${String(index).padStart(6, '0')}`;
  return { phone: `+999${digits}`, nickname: `load ${digits}x` };
}

function isRefusal(error: unknown, ...codes: readonly ErrorCode[]): error is RequestError {
  return error instanceof RequestError && codes.includes(error.code);
}

function waitAfter(error: unknown, attempt: number): number | undefined {
  if (isRefusal(error, 'too-often', 'too-many-attempts')) {
    return error.details.retryAfterMs ?? usualWaitMs;
  }
  return error instanceof CallError && attempt < 2 ? usualWaitMs : undefined;
}
