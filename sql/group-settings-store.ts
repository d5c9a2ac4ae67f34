// What groups have besides messages and members: settings, announcement, their place in the directory. Used by the messages feature.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredAnnouncement {
  readonly text: string;
  readonly byId: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

export interface StoredGroupSettings {
  readonly conversationId: string;
  readonly showsHistory: boolean;
  /** The title as it is searched (messages/directory-key.ts); of groups that are not public `undefined`. */
  readonly directoryKey: string | undefined;
  /** How many announcements there were; the one that stands has this number. */
  readonly announcementNumber: number;
  readonly announcement: StoredAnnouncement | undefined;
}

/** A public group in the directory. */
export interface DirectoryEntry {
  readonly conversationId: string;
  readonly title: string;
}

/** Every method may throw RequestError `database-unavailable`. */
export class GroupSettingsStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** What was stored last; of a group without settings what it has from its founding. */
  async of(conversationId: string): Promise<StoredGroupSettings> {
    const row = await this.#db
      .selectFrom('group_settings')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst();
    return row === undefined ? settingsOfNew(conversationId) : toSettings(row);
  }

  /** To be asked while the conversation's row is locked: all settings are stored. */
  async put(settings: StoredGroupSettings): Promise<void> {
    const { announcement } = settings;
    const row = {
      conversation_id: settings.conversationId,
      shows_history: settings.showsHistory ? 1 : 0,
      directory_key: settings.directoryKey ?? null,
      announcement_number: settings.announcementNumber,
      announcement: announcement?.text ?? null,
      announced_by: announcement?.byId ?? null,
      announced_at_ms: announcement?.atMs ?? null,
    };
    await this.#db.replaceInto('group_settings').values(row).execute();
  }

  async remove(conversationId: string): Promise<void> {
    await this.#db.deleteFrom('group_settings').where('conversation_id', '=', conversationId).execute();
  }

  /**
   * Public groups in order of their names, at most `limit`, after a group.
   * @param words as a directory key; empty for all @param after the id of the last one of the page before
   */
  async directory(words: string, after: string | undefined, limit: number): Promise<DirectoryEntry[]> {
    const last = after === undefined ? undefined : (await this.of(after)).directoryKey;
    let query = this.#db
      .selectFrom('group_settings')
      .innerJoin('conversations', 'conversations.id', 'group_settings.conversation_id')
      .select(['conversation_id as conversationId', 'conversations.title'])
      .where('directory_key', 'is not', null)
      .orderBy('directory_key')
      .orderBy('conversation_id')
      .limit(sql.lit(limit));
    if (words !== '') query = query.where(sql<boolean>`instr(directory_key, ${words}) > 0`);
    if (after !== undefined && last !== undefined)
      query = query.where((eb) =>
        eb.or([
          eb('directory_key', '>', last),
          eb.and([eb('directory_key', '=', last), eb('conversation_id', '>', after)]),
        ]),
      );
    const rows = await query.execute();
    return rows.map(({ conversationId, title }) => ({ conversationId, title: title ?? '' }));
  }
}

function settingsOfNew(conversationId: string): StoredGroupSettings {
  return {
    conversationId,
    showsHistory: false,
    directoryKey: undefined,
    announcementNumber: 0,
    announcement: undefined,
  };
}

function toSettings(row: Selectable<Tables['group_settings']>): StoredGroupSettings {
  const { announcement: text, announced_by: byId, announced_at_ms: atMs } = row;
  return {
    conversationId: row.conversation_id,
    showsHistory: row.shows_history === 1,
    directoryKey: row.directory_key ?? undefined,
    announcementNumber: row.announcement_number,
    announcement: text === null || byId === null || atMs === null ? undefined : { text, byId, atMs },
  };
}
