// Conversations and their counters. Used by the messages feature, where they change within a transaction.
import type { Kysely, Selectable } from 'kysely';
import type { ConversationKind } from '../protocol/messages/model.ts';
import type { Tables } from './tables.ts';

export interface StoredConversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string | undefined;
  /** Of a conversation of two: what there is one of; of a private line in a meeting it begins with the meeting's conversation and a colon. */
  readonly directKey: string | undefined;
  readonly lastSeq: number;
  readonly lastChange: number;
  /** Milliseconds since the epoch. */
  readonly activeAtMs: number;
  /** How long it keeps messages, where that was chosen or some went; `insert` does not store it. */
  readonly retention?: Retention | undefined;
}

export interface Retention {
  /** `undefined` as long as the server keeps messages. */
  readonly days: number | undefined;
  /** The first message that is still kept. */
  readonly keptFromSeq: number;
}

const kinds: readonly ConversationKind[] = ['direct', 'group', 'room', 'aside'];

/** Every method may throw RequestError `database-unavailable`. */
export class ConversationStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** @throws DuplicateError when there is a direct conversation with this key */
  async insert(conversation: StoredConversation): Promise<void> {
    const { id, kind, title = null, directKey = null, lastSeq, lastChange, activeAtMs } = conversation;
    await this.#db
      .insertInto('conversations')
      .values({
        id,
        kind,
        title,
        direct_key: directKey,
        last_seq: lastSeq,
        last_change: lastChange,
        active_at_ms: activeAtMs,
      })
      .execute();
  }

  async byId(id: string): Promise<StoredConversation | undefined> {
    const row = await this.#joined().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toConversation(row);
  }

  async byDirectKey(directKey: string): Promise<StoredConversation | undefined> {
    const row = await this.#joined().where('direct_key', '=', directKey).executeTakeFirst();
    return row === undefined ? undefined : toConversation(row);
  }

  /** @returns those that there are, in no order that means anything */
  async byIds(ids: readonly string[]): Promise<StoredConversation[]> {
    if (ids.length === 0) return [];
    const rows = await this.#joined().where('id', 'in', ids).execute();
    return rows.map(toConversation);
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#db.updateTable('conversations').set({ title }).where('id', '=', id).execute();
  }

  /**
   * Counts a change, and a message where `messageAtMs` says when it was sent. To be asked first in a transaction: from here to its end
   * no other writes in this conversation, and what is read afterwards is as the one before left it.
   * @returns the conversation with its new counters; `undefined` when there is none of this id
   */
  async count(id: string, messageAtMs?: number): Promise<StoredConversation | undefined> {
    const result = await this.#db
      .updateTable('conversations')
      .set((eb) => ({
        last_change: eb('last_change', '+', 1),
        ...(messageAtMs !== undefined && { last_seq: eb('last_seq', '+', 1), active_at_ms: messageAtMs }),
      }))
      .where('id', '=', id)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n ? this.byId(id) : undefined;
  }

  #joined() {
    return this.#db
      .selectFrom('conversations')
      .leftJoin('conversation_retention', 'conversation_retention.conversation_id', 'conversations.id')
      .selectAll('conversations')
      .select(['days', 'kept_from_seq']);
  }
}

type JoinedRow = Selectable<Tables['conversations']> & {
  readonly days: number | null;
  readonly kept_from_seq: number | null;
};

function toConversation(row: JoinedRow): StoredConversation {
  return {
    id: row.id,
    kind: kinds.find((kind) => kind === row.kind) ?? 'direct',
    title: row.title ?? undefined,
    directKey: row.direct_key ?? undefined,
    lastSeq: row.last_seq,
    lastChange: row.last_change,
    activeAtMs: row.active_at_ms,
    ...(row.kept_from_seq !== null && {
      retention: { days: row.days ?? undefined, keptFromSeq: row.kept_from_seq },
    }),
  };
}
