// Invitations into groups that wait for an answer. Used by the messages feature.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredGroupInvitation {
  readonly conversationId: string;
  readonly accountId: string;
  readonly inviterId: string;
  /** Milliseconds since the epoch. */
  readonly invitedAtMs: number;
  /** 0 while it waits for an answer. */
  readonly refusedAtMs: number;
}

/** One that waits, as the account it is for sees it. */
export interface WaitingInvitation {
  readonly conversationId: string;
  readonly title: string;
  readonly byNickname: string;
  readonly atMs: number;
}

/** Every method may throw RequestError `database-unavailable`. */
export class GroupInvitationStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(conversationId: string, accountId: string): Promise<StoredGroupInvitation | undefined> {
    return (await this.into(conversationId, [accountId]))[0];
  }

  /** Invitations of some accounts into a group. */
  async into(conversationId: string, accountIds: readonly string[]): Promise<StoredGroupInvitation[]> {
    if (accountIds.length === 0) return [];
    const rows = await this.#db
      .selectFrom('group_invitations')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('account_id', 'in', accountIds)
      .execute();
    return rows.map(toInvitation);
  }

  /** Those that wait for an account's answer, the latest first. */
  async waitingFor(accountId: string, limit: number): Promise<WaitingInvitation[]> {
    const rows = await this.#db
      .selectFrom('group_invitations')
      .innerJoin('conversations', 'conversations.id', 'group_invitations.conversation_id')
      .innerJoin('accounts', 'accounts.id', 'group_invitations.inviter_id')
      .select(['conversation_id as conversationId', 'conversations.title'])
      .select(['accounts.nickname as byNickname', 'invited_at_ms as atMs'])
      .where('account_id', '=', accountId)
      .where('refused_at_ms', '=', 0)
      .orderBy('invited_at_ms', 'desc')
      .orderBy('conversation_id')
      .limit(sql.lit(limit))
      .execute();
    return rows.map((row) => ({ ...row, title: row.title ?? '' }));
  }

  /** Invitations by an account that wait for an answer or were refused after `sinceMs`, counted up to `max`. */
  async countOpen(inviterId: string, sinceMs: number, max: number): Promise<number> {
    const rows = await this.#db
      .selectFrom('group_invitations')
      .select('account_id')
      .where('inviter_id', '=', inviterId)
      .where((eb) => eb.or([eb('refused_at_ms', '=', 0), eb('refused_at_ms', '>', sinceMs)]))
      .limit(sql.lit(max))
      .execute();
    return rows.length;
  }

  /** Stores invitations, each in place of the earlier one of the account into the group. */
  async put(invitations: readonly StoredGroupInvitation[]): Promise<void> {
    if (invitations.length === 0) return;
    await this.#db.replaceInto('group_invitations').values(invitations.map(toRow)).execute();
  }

  /** Removes those of some accounts, or all of a group, answered or not. */
  async remove(conversationId: string, accountIds?: readonly string[]): Promise<void> {
    if (accountIds?.length === 0) return;
    let query = this.#db.deleteFrom('group_invitations').where('conversation_id', '=', conversationId);
    if (accountIds !== undefined) query = query.where('account_id', 'in', accountIds);
    await query.execute();
  }
}

function toInvitation(row: Tables['group_invitations']): StoredGroupInvitation {
  return {
    conversationId: row.conversation_id,
    accountId: row.account_id,
    inviterId: row.inviter_id,
    invitedAtMs: row.invited_at_ms,
    refusedAtMs: row.refused_at_ms,
  };
}

function toRow(invitation: StoredGroupInvitation): Tables['group_invitations'] {
  return {
    conversation_id: invitation.conversationId,
    account_id: invitation.accountId,
    inviter_id: invitation.inviterId,
    invited_at_ms: invitation.invitedAtMs,
    refused_at_ms: invitation.refusedAtMs,
  };
}
