// What the parts of the messages feature share.
import { type ErrorCode, RequestError } from '../../../protocol/error-codes.ts';
import type { Database } from '../../../sql/database.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import { defaultSettings } from '../../../sql/member-settings.ts';
import type { StoredMember } from '../../../sql/member-store.ts';
import type { SocketCaller } from '../../dispatch/handler.ts';
import type { ConversationReader } from './conversation-reader.ts';
import type { Deliveries } from './deliveries.ts';

/** The account that asks, and where from. */
export type Actor = Pick<SocketCaller, 'accountId' | 'address'>;

export interface MessagesParts {
  readonly database: Database;
  readonly reader: ConversationReader;
  readonly deliveries: Deliveries;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds on a clock that never goes back. */
  readonly elapsedMs: () => number;
}

/** @param code of the refusal @throws RequestError when there is one */
export function refuse(code: ErrorCode | undefined): void {
  if (code !== undefined) throw new RequestError(code);
}

/**
 * Makes sure that accounts can be written to, and that each has a counter.
 * @throws RequestError `no-such-account`
 */
export async function requireAccounts(
  { accounts, accountCursors }: Pick<Database, 'accounts' | 'accountCursors'>,
  ids: readonly string[],
): Promise<void> {
  if ((await accounts.enabledIds(ids)).length < ids.length) throw new RequestError('no-such-account');
  await accountCursors.ensure(ids);
}

/**
 * A membership that begins with the conversation's latest change; its member sees what comes after the latest message.
 * @param eventNumber in the account's own counter; 0 while the account is not to see the conversation
 * @param settings of a membership before, for who comes back
 */
export function newMember(
  { id, lastSeq, lastChange }: StoredConversation,
  accountId: string,
  role: StoredMember['role'],
  eventNumber: number,
  nowMs: number,
  settings = defaultSettings,
): StoredMember {
  return {
    conversationId: id,
    accountId,
    role,
    joinedSeq: lastSeq + 1,
    joinedAtMs: nowMs,
    leftSeq: undefined,
    readSeq: lastSeq,
    hasWritten: false,
    change: lastChange,
    eventNumber,
    settings,
  };
}
