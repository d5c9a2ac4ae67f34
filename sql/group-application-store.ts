// Applications to public groups. Used by the messages feature.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredApplication {
  readonly conversationId: string;
  readonly accountId: string;
  readonly word: string;
  /** Milliseconds since the epoch. */
  readonly appliedAtMs: number;
  /** 0 while it waits for an answer. */
  readonly refusedAtMs: number;
}

export type NamedApplication = StoredApplication & { readonly nickname: string };

/** Every method may throw RequestError `database-unavailable`. */
export class GroupApplicationStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(conversationId: string, accountId: string): Promise<StoredApplication | undefined> {
    const row = await this.#db
      .selectFrom('group_applications')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return row === undefined ? undefined : toApplication(row);
  }

  /** An account's applications to some groups. */
  async ofAccount(accountId: string, conversationIds: readonly string[]): Promise<StoredApplication[]> {
    if (conversationIds.length === 0) return [];
    const rows = await this.#db
      .selectFrom('group_applications')
      .selectAll()
      .where('conversation_id', 'in', conversationIds)
      .where('account_id', '=', accountId)
      .execute();
    return rows.map(toApplication);
  }

  /** Stores an application in place of the account's earlier one. */
  async put(application: StoredApplication): Promise<void> {
    await this.#db
      .replaceInto('group_applications')
      .values({
        conversation_id: application.conversationId,
        account_id: application.accountId,
        word: application.word,
        applied_at_ms: application.appliedAtMs,
        refused_at_ms: application.refusedAtMs,
      })
      .execute();
  }

  /** Those that wait for an answer, the oldest first, at most `limit`, after that of an account. */
  async waiting(
    conversationId: string,
    after: string | undefined,
    limit: number,
  ): Promise<NamedApplication[]> {
    const last = after === undefined ? undefined : await this.find(conversationId, after);
    let query = this.#db
      .selectFrom('group_applications')
      .innerJoin('accounts', 'accounts.id', 'group_applications.account_id')
      .selectAll('group_applications')
      .select('accounts.nickname')
      .where('conversation_id', '=', conversationId)
      .where('refused_at_ms', '=', 0)
      .orderBy('applied_at_ms')
      .orderBy('account_id')
      .limit(sql.lit(limit));
    if (last !== undefined)
      query = query.where((eb) =>
        eb.or([
          eb('applied_at_ms', '>', last.appliedAtMs),
          eb.and([eb('applied_at_ms', '=', last.appliedAtMs), eb('account_id', '>', last.accountId)]),
        ]),
      );
    const rows = await query.execute();
    return rows.map((row) => ({ ...toApplication(row), nickname: row.nickname }));
  }

  /** How many wait for an answer, counted up to `max`. */
  async countWaiting(conversationId: string, max: number): Promise<number> {
    const rows = await this.#db
      .selectFrom('group_applications')
      .select('account_id')
      .where('conversation_id', '=', conversationId)
      .where('refused_at_ms', '=', 0)
      .limit(sql.lit(max))
      .execute();
    return rows.length;
  }

  /** Groups that an account runs in which applications wait, at most `limit`, and how many. */
  async waitingFor(accountId: string, limit: number): Promise<{ conversation: string; count: number }[]> {
    const rows = await this.#db
      .selectFrom('conversation_members')
      .innerJoin(
        'group_applications',
        'group_applications.conversation_id',
        'conversation_members.conversation_id',
      )
      .select('conversation_members.conversation_id as conversation')
      .select(({ fn }) => fn.countAll<number | string | bigint>().as('waiting'))
      .where('conversation_members.account_id', '=', accountId)
      .where('left_seq', 'is', null)
      .where('role', 'in', ['owner', 'admin'])
      .where('refused_at_ms', '=', 0)
      .groupBy('conversation_members.conversation_id')
      .limit(sql.lit(limit))
      .execute();
    return rows.map(({ conversation, waiting }) => ({ conversation, count: Number(waiting) }));
  }

  /** Refuses one that waits for an answer. @returns whether there was one */
  async refuse(conversationId: string, accountId: string, nowMs: number): Promise<boolean> {
    const result = await this.#db
      .updateTable('group_applications')
      .set({ refused_at_ms: nowMs })
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .where('refused_at_ms', '=', 0)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** Removes those of some accounts, or all of a group, answered or not. */
  async remove(conversationId: string, accountIds?: readonly string[]): Promise<void> {
    if (accountIds?.length === 0) return;
    let query = this.#db.deleteFrom('group_applications').where('conversation_id', '=', conversationId);
    if (accountIds !== undefined) query = query.where('account_id', 'in', accountIds);
    await query.execute();
  }
}

function toApplication(row: Tables['group_applications']): StoredApplication {
  return {
    conversationId: row.conversation_id,
    accountId: row.account_id,
    word: row.word,
    appliedAtMs: row.applied_at_ms,
    refusedAtMs: row.refused_at_ms,
  };
}
