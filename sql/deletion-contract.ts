// What every database must do when an account is deleted wholly, as tests. A part of the database contract.
import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { deletionRows } from './account-deletion.ts';
import type { NewAccount } from './account-store.ts';
import type { Database } from './database.ts';
import { deletedNickname } from './delete-account.ts';
import { conversationTables } from './erase-conversation.ts';
import { type DatabaseSettings, engineOf } from './open-database.ts';
import type { StoredConversation } from './conversation-store.ts';
import { defaultSettings } from './member-settings.ts';
import type { StoredMember } from './member-store.ts';
import { plainDetails } from './message-details.ts';
import type { Tables } from './tables.ts';

const nowMs = 1_800_000_000_000;
let made = 0;
/** Short enough for every column, and unlike those of other suites. */
const newId = (): string => `d${((made += 1)).toString(36)}`;

/** Columns that hold the id of an account, by their names. */
const holdsAccount = /(account|sender|other|owner|actor|member|author|inviter|reader|receiver)_id$|_by$/;

export function deletionContract(
  settings: () => DatabaseSettings,
  database: () => Database,
  insertAccount: () => Promise<NewAccount>,
): void {
  async function withTables<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    const results: T[] = [];
    await engineOf(settings()).replaceAlone(async (db) => void results.push(await work(db)));
    return results[0] as T;
  }

  /** A row with an account's id in one column, and anything in the others. */
  async function insertRow(db: Kysely<Tables>, table: string, column: string, id: string): Promise<void> {
    const known = (await db.introspection.getTables()).find(({ name }) => name === table);
    const columns = (known?.columns ?? []).filter(({ isNullable, name }) => !isNullable || name === column);
    const values = columns.map(({ name, dataType }) => {
      if (name === column) return id;
      return /char|text/i.test(dataType) ? newId() : (made += 1);
    });
    const names = sql.join(columns.map(({ name }) => sql.ref(name)));
    await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(values)})`.execute(db);
  }

  async function rowsOf(db: Kysely<Tables>, table: string, column: string, id: string): Promise<number> {
    const { rows } =
      await sql`select 1 as one from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(db);
    return rows.length;
  }

  test('T56: each column that holds an account has a row in the table of deletion', async () => {
    const columns = await withTables(async (db) =>
      (await db.introspection.getTables()).flatMap(({ name: table, columns: all }) =>
        all.filter(({ name }) => holdsAccount.test(name)).map(({ name }) => `${table}.${name}`),
      ),
    );
    const told = deletionRows.map(({ table, column }) => `${table}.${column}`);
    expect(columns.filter((column) => !told.includes(column))).toEqual([]);
    expect(told.filter((column) => column !== 'accounts.id' && !columns.includes(column))).toEqual([]);
  });

  test('T56: each table that belongs to a conversation is erased with it', async () => {
    const tables = await withTables(async (db) =>
      (await db.introspection.getTables()).flatMap(({ name, columns }) =>
        columns.some((column) => column.name === 'conversation_id') ? [name] : [],
      ),
    );
    expect(tables.toSorted()).toEqual(conversationTables.toSorted());
  });

  test('T56: each row of the table of deletion becomes of an account what it says, and of no other', async () => {
    const [gone, other] = [await insertAccount(), await insertAccount()];
    const columns = deletionRows.filter(({ table }) => table !== 'accounts');
    await withTables(async (db) => {
      for (const { table, column } of columns)
        for (const { id } of [gone, other]) await insertRow(db, table, column, id);
    });
    await database().deleteAccount(gone.id);
    const counts = await withTables(async (db) => {
      const found: Record<string, readonly [gone: number, other: number]> = {};
      for (const { table, column } of columns)
        found[`${table}.${column}`] = [
          await rowsOf(db, table, column, gone.id),
          await rowsOf(db, table, column, other.id),
        ];
      return found;
    });
    const expected = columns.map(({ table, column, fate }) => [
      `${table}.${column}`,
      [fate === 'kept' ? 1 : 0, 1],
    ]);
    expect(counts).toEqual(Object.fromEntries(expected));
    const left = await withTables((db) =>
      db.selectFrom('accounts').selectAll().where('id', '=', gone.id).executeTakeFirstOrThrow(),
    );
    const told = JSON.stringify({ ...left, id: '' });
    for (const secret of [gone.phone, gone.nickname, gone.nicknameKey, gone.salt, gone.credential])
      expect(told).not.toContain(secret);
    expect(left).toMatchObject({ nickname: deletedNickname, disabled: 1 });
    expect(await database().accounts.byPhone(gone.phone)).toBeUndefined();
    expect((await database().accounts.all()).map(({ id }) => id)).not.toContain(gone.id);
    await withTables(async (db) => {
      for (const { table, column } of columns)
        await sql`delete from ${sql.table(table)} where ${sql.ref(column)} in (${gone.id}, ${other.id})`.execute(
          db,
        );
    });
  });

  test('T56: a deleted account leaves its groups to the next owner, its notes go, and what it wrote to others stays', async () => {
    const [gone, heir] = [await insertAccount(), await insertAccount()];
    await database().accountCursors.ensure([gone.id, heir.id]);
    const [group, notes] = [await found('group', [gone.id, heir.id]), await found('direct', [gone.id])];
    for (const conversationId of [group, notes]) await write(conversationId, gone.id);
    expect(await database().deleteAccount(gone.id)).toEqual({
      keptMessages: 1,
      erasedConversations: 1,
      handedOver: 1,
    });
    expect(await database().conversations.byId(notes)).toBeUndefined();
    expect(await database().messages.bySeq(notes, 1)).toBeUndefined();
    expect(await database().messages.bySeq(group, 1)).toMatchObject({ text: 'kept words' });
    expect(await database().members.find(group, heir.id)).toMatchObject({
      role: 'owner',
      leftSeq: undefined,
    });
    expect(await database().members.find(group, gone.id)).toMatchObject({ role: 'member', leftSeq: 1 });
    expect(await database().members.presentIds(group)).toEqual([heir.id]);
    // Who syncs is told: the change has a number of its own.
    expect(await database().conversations.byId(group)).toMatchObject({ lastChange: 3 });
  });

  async function found(kind: StoredConversation['kind'], accountIds: readonly string[]): Promise<string> {
    const id = newId();
    await database().conversations.insert({
      id,
      kind,
      title: undefined,
      directKey: undefined,
      lastSeq: 1,
      lastChange: 2,
      activeAtMs: nowMs,
    });
    await database().members.put(
      accountIds.map((accountId, index) => memberOf(id, accountId, index === 0 ? 'owner' : 'member')),
    );
    return id;
  }

  function memberOf(conversationId: string, accountId: string, role: StoredMember['role']): StoredMember {
    return {
      conversationId,
      accountId,
      role,
      joinedSeq: 1,
      joinedAtMs: nowMs,
      leftSeq: undefined,
      readSeq: 0,
      hasWritten: false,
      change: 1,
      eventNumber: (made += 1),
      settings: defaultSettings,
    };
  }

  async function write(conversationId: string, senderId: string): Promise<void> {
    await database().messages.insert({
      conversationId,
      seq: 1,
      change: 2,
      sentChange: 2,
      senderId,
      clientId: newId(),
      sentHash: 'f',
      text: 'kept words',
      sentAtMs: nowMs,
      editedAtMs: undefined,
      recalled: false,
      details: plainDetails,
    });
  }
}
