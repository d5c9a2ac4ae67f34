// Who may register: every person, those with an invitation, or no person; and how many from one address. Asked by the account handlers.
import { createHash, randomBytes } from 'node:crypto';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { Account } from '../../../sql/account-store.ts';
import type { RegistrationInvitationStore } from '../../../sql/registration-invitation-store.ts';
import type { RegistrationMode } from '../../config/registration-mode.ts';
import type { Accounts, Registration } from './accounts.ts';
import type { RegistrationLimits } from './registration-limits.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface RegistrationsParts {
  readonly accounts: Accounts;
  readonly invitations: RegistrationInvitationStore;
  readonly limits: RegistrationLimits;
  readonly mode: RegistrationMode;
  /** Whether accounts that are registered from an address are counted. */
  readonly counts: (address: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export class Registrations {
  readonly #parts: RegistrationsParts;

  constructor(parts: RegistrationsParts) {
    this.#parts = parts;
  }

  get mode(): RegistrationMode {
    return this.#parts.mode;
  }

  /**
   * A person with a valid invitation is not counted by address.
   * @throws RequestError `registration-closed`, `invitation-needed`, `too-often`, or what `Accounts.register` throws
   */
  async register(
    registration: Registration,
    { address, invitation }: { readonly address: string; readonly invitation?: string | undefined },
  ): Promise<Account> {
    const { accounts, invitations, limits, mode, counts, now } = this.#parts;
    if (mode === 'closed') throw new RequestError('registration-closed');
    const codeHash = invitation === undefined ? undefined : hashOf(invitation);
    if (codeHash !== undefined && (await invitations.isGood(codeHash, now()))) {
      return accounts.register(registration, { address }, async (stores) => {
        if (!(await stores.invitations.use(codeHash, now()))) throw new RequestError('invitation-needed');
      });
    }
    if (mode === 'invited') throw new RequestError('invitation-needed');
    if (!counts(address)) return accounts.register(registration, { address });
    limits.spend(address);
    try {
      return await accounts.register(registration, { address });
    } catch (error) {
      if (error instanceof RequestError && error.code.endsWith('-taken')) limits.toldTaken(address);
      throw error;
    }
  }
}

/**
 * Makes an invitation to register.
 * @param uses how many accounts may be registered with it
 * @returns its code: 128 random bits in URL-safe letters
 */
export async function inviteToRegister(
  invitations: RegistrationInvitationStore,
  { uses, days, nowMs }: { readonly uses: number; readonly days: number; readonly nowMs: number },
): Promise<string> {
  const code = randomBytes(16).toString('base64url');
  await invitations.add(hashOf(code), uses, nowMs + days * dayMs);
  return code;
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
