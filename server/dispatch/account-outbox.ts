// The way out for notices that are about an account and not about a meeting. Implemented by the net folder's outbox; a feature names it as a port.
import type { Notice } from '../../protocol/notices.ts';

export interface AccountOutbox {
  /** Sends a notice to every connection that an account has now; an account without one gets nothing. Never throws. */
  toAccount(accountId: string, notice: Notice): void;
  /** The same for several accounts, each named once; the notice is encoded once for all of them. */
  toAccounts(accountIds: readonly string[], notice: Notice): void;
}
