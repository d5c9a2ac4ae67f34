// What every database must do with conversations and messages, as tests. A part of the database contract.
import { expect, test } from 'vitest';
import type { NewAccount } from './account-store.ts';
import type { StoredConversation } from './conversation-store.ts';
import type { Database } from './database.ts';
import { DuplicateError } from './database-errors.ts';
import { defaultSettings } from './member-settings.ts';
import type { StoredMember } from './member-store.ts';
import { plainDetails } from './message-details.ts';
import type { StoredMessage } from './message-store.ts';

const nowMs = 1_800_000_000_000;
let made = 0;
const newId = (kind: string): string => `${kind}-${(made += 1)}`;

/** @param database that is open, and @param insertAccount makes one in it */
export function messagesContract(database: () => Database, insertAccount: () => Promise<NewAccount>): void {
  async function insertConversation(changes: Partial<StoredConversation> = {}): Promise<StoredConversation> {
    const conversation: StoredConversation = {
      id: newId('conversation'),
      kind: 'group',
      title: '组 🎙',
      directKey: undefined,
      lastSeq: 0,
      lastChange: 1,
      activeAtMs: nowMs,
      ...changes,
    };
    await database().conversations.insert(conversation);
    return conversation;
  }

  function memberOf(
    conversationId: string,
    accountId: string,
    changes: Partial<StoredMember> = {},
  ): StoredMember {
    return {
      conversationId,
      accountId,
      role: 'member',
      joinedSeq: 1,
      joinedAtMs: nowMs,
      leftSeq: undefined,
      readSeq: 0,
      hasWritten: false,
      change: 1,
      eventNumber: 0,
      settings: defaultSettings,
      ...changes,
    };
  }

  function messageOf(
    conversationId: string,
    senderId: string,
    seq: number,
    text = `text ${seq}`,
  ): StoredMessage {
    return {
      conversationId,
      seq,
      change: seq,
      sentChange: seq,
      senderId,
      clientId: newId('client'),
      sentHash: 'f'.repeat(64),
      text,
      sentAtMs: nowMs,
      editedAtMs: undefined,
      recalled: false,
      details: plainDetails,
    };
  }

  test('a conversation is found by id and by its two accounts, of whom there is one', async () => {
    const direct = await insertConversation({ kind: 'direct', title: undefined, directKey: newId('key') });
    const { conversations } = database();
    expect(await conversations.byId(direct.id)).toEqual(direct);
    expect(await conversations.byDirectKey(direct.directKey ?? '')).toEqual(direct);
    await expect(insertConversation({ directKey: direct.directKey })).rejects.toThrow(DuplicateError);
    const group = await insertConversation();
    expect((await conversations.byIds([group.id, direct.id, 'unknown'])).map(({ id }) => id).sort()).toEqual(
      [direct.id, group.id].sort(),
    );
    expect(await conversations.byIds([])).toEqual([]);
  });

  test('writers of a conversation are counted one after the other, and what is rolled back leaves no hole', async () => {
    const { id } = await insertConversation();
    const attempts = Array.from({ length: 30 }, (_, index) =>
      database()
        .transaction(async ({ conversations }) => {
          const counted = await conversations.count(id, nowMs + index);
          if (index % 3 === 0) throw new Error('changed my mind');
          return counted?.lastSeq;
        })
        .catch(() => undefined),
    );
    const seqs = (await Promise.all(attempts)).filter((seq) => seq !== undefined);
    expect(seqs.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(await database().conversations.byId(id)).toMatchObject({ lastSeq: 20, lastChange: 21 });
    expect(await database().conversations.count('unknown')).toBeUndefined();
  });

  test('of one message sent at once by two devices one is stored', async () => {
    const [{ id }, sender] = [await insertConversation(), await insertAccount()];
    const message = messageOf(id, sender.id, 1);
    const sent = [1, 2, 3].map((seq) =>
      database()
        .messages.insert({ ...message, seq, change: seq })
        .catch((error: unknown) => error),
    );
    const outcomes = await Promise.all(sent);
    expect(outcomes.filter((error) => error === undefined)).toHaveLength(1);
    expect(outcomes.filter((error) => error instanceof DuplicateError)).toHaveLength(2);
    expect(await database().messages.byClientId(sender.id, message.clientId)).toMatchObject({
      text: 'text 1',
    });
  });

  test('the longest text with line feeds and characters outside the basic plane is kept whole', async () => {
    const [{ id }, sender] = [await insertConversation(), await insertAccount()];
    const text = '张\n\t😀'.repeat(1777);
    const message = messageOf(id, sender.id, 1, text);
    await database().messages.insert(message);
    expect(await database().messages.bySeq(id, 1)).toEqual(message);
    const edited = { ...message, change: 9, text: 'e', editedAtMs: nowMs + 1, recalled: true };
    await database().messages.update(edited);
    expect(await database().messages.bySeq(id, 1)).toEqual(edited);
  });

  test('messages are read by change and by number, within a range alone', async () => {
    const [{ id }, sender, reader] = [
      await insertConversation(),
      await insertAccount(),
      await insertAccount(),
    ];
    const { messages } = database();
    for (let seq = 1; seq <= 9; seq += 1) await messages.insert(messageOf(id, sender.id, seq));
    const second = await messages.bySeq(id, 2);
    if (second !== undefined) await messages.update({ ...second, change: 10, recalled: true });
    const range = { conversationId: id, fromSeq: 2, toSeq: 8, upToChange: 10 };
    const seqs = (list: readonly StoredMessage[]) => list.map(({ seq }) => seq);
    expect(seqs(await messages.changedAfter(range, 5, 9))).toEqual([6, 7, 8, 2]);
    expect(seqs(await messages.changedAfter(range, 0, 3))).toEqual([3, 4, 5]);
    expect(seqs(await messages.changedAfter({ ...range, upToChange: 7 }, 5, 9))).toEqual([6, 7]);
    expect(seqs(await messages.last(range, 3))).toEqual([6, 7, 8]);
    const unread = (accountId: string, limit: number) => messages.countUnread(range, accountId, limit);
    expect(await unread(reader.id, 100)).toBe(6);
    expect(await unread(reader.id, 4)).toBe(4);
    expect(await unread(sender.id, 100)).toBe(0);
  });

  test('a membership is kept as it was stored, and taken up again by the next', async () => {
    const [{ id }, account] = [await insertConversation(), await insertAccount()];
    const { members } = database();
    const member = memberOf(id, account.id, { role: 'admin', leftSeq: 4, hasWritten: true, eventNumber: 3 });
    await members.put([member]);
    expect(await members.find(id, account.id)).toEqual(member);
    expect(await members.presentIds(id)).toEqual([]);
    await members.put([memberOf(id, account.id, { joinedSeq: 7 })]);
    expect(await members.of(id)).toEqual([memberOf(id, account.id, { joinedSeq: 7 })]);
    await members.noteWritten(id, account.id, 8);
    expect(await members.find(id, account.id)).toMatchObject({ hasWritten: true, readSeq: 8 });
    expect(await members.markRead(id, account.id, 8, 5)).toBe(false);
    expect(await members.markRead(id, account.id, 9, 5)).toBe(true);
    expect(await members.find(id, account.id)).toMatchObject({ readSeq: 9, eventNumber: 5 });
  });

  test('memberships are read by change with their nicknames, and by the number of their account', async () => {
    const [one, two, account] = [
      await insertConversation(),
      await insertConversation(),
      await insertAccount(),
    ];
    const other = await insertAccount();
    const { members } = database();
    await members.put([memberOf(one.id, account.id, { change: 5, eventNumber: 2 })]);
    await members.put([memberOf(one.id, other.id, { change: 3, leftSeq: 1 })]);
    await members.put([memberOf(two.id, account.id, { eventNumber: 1 })]);
    const changed = await members.changedBetween(one.id, 2, 5, 9);
    expect(changed.map(({ accountId, nickname }) => [accountId, nickname])).toEqual([
      [other.id, other.nickname],
      [account.id, account.nickname],
    ]);
    expect(await members.changedBetween(one.id, 2, 4, 9)).toHaveLength(1);
    expect(await members.changedBetween(one.id, 2, 5, 1)).toHaveLength(1);
    expect((await members.presentNamed(one.id, 5)).map(({ accountId }) => accountId)).toEqual([account.id]);
    const events = async (after: number, limit: number) =>
      (await members.eventsAfter(account.id, after, limit)).map(({ conversationId }) => conversationId);
    expect(await events(0, 9)).toEqual([two.id, one.id]);
    expect(await events(0, 1)).toEqual([two.id]);
    expect(await events(1, 9)).toEqual([one.id]);
    expect(await members.ofAccount(account.id, [one.id, 'unknown'])).toHaveLength(1);
    expect(await members.ofAccount(account.id, [])).toEqual([]);
  });

  test('the counter of an account is made once and counts each change once, however many come at once', async () => {
    const [one, two] = [(await insertAccount()).id, (await insertAccount()).id];
    const { accountCursors } = database();
    await Promise.all(Array.from({ length: 5 }, () => accountCursors.ensure([one, two, one])));
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () =>
        database().transaction((stores) => stores.accountCursors.countOne(one)),
      ),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await accountCursors.count([one, two])).toEqual(
      new Map([
        [one, 21],
        [two, 1],
      ]),
    );
    expect(await accountCursors.count([])).toEqual(new Map());
    await expect(accountCursors.countOne('unknown')).rejects.toThrow('has no counter');
  });
}
