// What every database must do with groups, as tests. A part of the database contract.
import { expect, test } from 'vitest';
import type { NewAccount } from './account-store.ts';
import type { Database } from './database.ts';
import { defaultSettings } from './member-settings.ts';

const nowMs = 1_800_000_000_000;
let made = 0;

/** @param database that is open, and @param insertAccount makes one in it */
export function groupsContract(database: () => Database, insertAccount: () => Promise<NewAccount>): void {
  async function insertGroup(title: string, ...accounts: readonly NewAccount[]): Promise<string> {
    const id = `group-${(made += 1)}`;
    const group = { id, kind: 'group', title, directKey: undefined, lastSeq: 0, lastChange: 1 } as const;
    await database().conversations.insert({ ...group, activeAtMs: nowMs });
    await database().members.put(
      accounts.map((account, index) => ({
        conversationId: id,
        accountId: account.id,
        role: index === 0 ? 'owner' : 'member',
        joinedSeq: 1,
        joinedAtMs: nowMs,
        leftSeq: undefined,
        readSeq: 0,
        hasWritten: false,
        change: 1,
        eventNumber: 1,
        settings: defaultSettings,
      })),
    );
    return id;
  }

  test('settings of a group are kept whole, and a group without any has those of its founding', async () => {
    const account = await insertAccount();
    const id = await insertGroup('Settings', account);
    const { groupSettings } = database();
    const none = await groupSettings.of(id);
    expect(none).toMatchObject({ showsHistory: false, directoryKey: undefined, announcementNumber: 0 });
    const announcement = { text: '公告 😀\n'.repeat(200), byId: account.id, atMs: nowMs };
    const all = { ...none, showsHistory: true, announcementNumber: 3, announcement };
    await groupSettings.put(all);
    expect(await groupSettings.of(id)).toEqual(all);
    await groupSettings.remove(id);
    expect(await groupSettings.of(id)).toEqual(none);
  });

  test('G4: the directory is read in order of names, by any part of a name, from one group on', async () => {
    const account = await insertAccount();
    const { groupSettings } = database();
    const ids: string[] = [];
    for (const name of ['b 50%', 'a_棋', 'b 50%', 'hidden']) {
      const id = await insertGroup(name, account);
      ids.push(id);
      const directoryKey = name === 'hidden' ? undefined : `contract ${name}`;
      await groupSettings.put({ ...(await groupSettings.of(id)), directoryKey });
    }
    const [one = '', two = '', three = ''] = ids;
    const find = async (words: string, after?: string, limit = 9) =>
      (await groupSettings.directory(words, after, limit)).map(({ conversationId }) => conversationId);
    expect(await find('contract')).toEqual([two, ...[one, three].sort()]);
    expect(await find('contract', two, 1)).toEqual([one, three].sort().slice(0, 1));
    expect(await find('棋')).toEqual([two]);
    expect(await find('50%')).toHaveLength(2);
    for (const words of ['a%棋', 'a棋', 'contract hidden']) expect(await find(words)).toEqual([]);
  });

  test('mutes and confirmations are noted by member, and told of those who are there', async () => {
    const [one, two] = [await insertAccount(), await insertAccount()];
    const id = await insertGroup('Notes', one, two);
    const { groupMemberNotes, members } = database();
    expect(await groupMemberNotes.mutedUntilMs(id, two.id)).toBe(0);
    await groupMemberNotes.mute(id, two.id, nowMs + 1);
    expect(await groupMemberNotes.muted(id, nowMs)).toEqual([{ accountId: two.id, untilMs: nowMs + 1 }]);
    expect(await groupMemberNotes.muted(id, nowMs + 1)).toEqual([]);
    for (const { id: accountId } of [one, two]) await groupMemberNotes.confirm(id, accountId, 2);
    await groupMemberNotes.confirm(id, one.id, 1);
    expect(await groupMemberNotes.confirmedNumber(id, one.id)).toBe(1);
    expect(await groupMemberNotes.confirmed(id, 2, '', 9)).toEqual([
      { accountId: two.id, nickname: two.nickname },
    ]);
    expect(await groupMemberNotes.confirmed(id, 2, two.id, 9)).toEqual([]);
    await members.change(id, two.id, { leftSeq: 0 });
    expect(await groupMemberNotes.countConfirmed(id, 2)).toBe(0);
    expect(await groupMemberNotes.muted(id, nowMs)).toEqual([]);
  });

  test('applications wait in order of their coming, and are answered once', async () => {
    const [owner, one, two] = [await insertAccount(), await insertAccount(), await insertAccount()];
    const id = await insertGroup('Applications', owner);
    const { groupApplications } = database();
    const application = { conversationId: id, word: '请让我加入', refusedAtMs: 0 };
    await groupApplications.put({ ...application, accountId: two.id, appliedAtMs: nowMs });
    await groupApplications.put({ ...application, accountId: one.id, appliedAtMs: nowMs + 1 });
    const waiting = async (after?: string) =>
      (await groupApplications.waiting(id, after, 9)).map(({ accountId }) => accountId);
    expect(await waiting()).toEqual([two.id, one.id]);
    expect(await waiting(two.id)).toEqual([one.id]);
    expect(await groupApplications.countWaiting(id, 1)).toBe(1);
    expect(await groupApplications.waitingFor(owner.id, 9)).toEqual([{ conversation: id, count: 2 }]);
    expect(await groupApplications.waitingFor(one.id, 9)).toEqual([]);
    expect(await groupApplications.refuse(id, two.id, nowMs)).toBe(true);
    expect(await groupApplications.refuse(id, two.id, nowMs)).toBe(false);
    expect(await waiting()).toEqual([one.id]);
    expect(await groupApplications.find(id, two.id)).toMatchObject({ refusedAtMs: nowMs });
    await groupApplications.remove(id, []);
    await groupApplications.remove(id, [one.id]);
    expect((await groupApplications.ofAccount(one.id, [id])).length).toBe(0);
    await groupApplications.remove(id);
    expect(await groupApplications.find(id, two.id)).toBeUndefined();
  });

  test('T10: an inviter has one link, found by its hash and counted', async () => {
    const owner = await insertAccount();
    const id = await insertGroup('Links', owner);
    const { groupLinks } = database();
    const link = { conversationId: id, inviterId: owner.id, expiresAtMs: nowMs, joinedCount: 0 };
    const [first, second] = ['a', 'b'].map((digit) => `${digit}${made}`.padEnd(64, digit)) as [
      string,
      string,
    ];
    await groupLinks.put({ ...link, secretHash: first });
    await groupLinks.put({ ...link, secretHash: second });
    expect(await groupLinks.bySecret(first)).toBeUndefined();
    await Promise.all([1, 2, 3].map(() => groupLinks.countJoined(second)));
    expect(await groupLinks.bySecret(second)).toEqual({ ...link, secretHash: second, joinedCount: 3 });
    await groupLinks.remove(id, owner.id);
    expect(await groupLinks.of(id)).toEqual([]);
  });

  test('invitations are told to the one they are for, and counted for the one who sent them', async () => {
    const [owner, one, two] = [await insertAccount(), await insertAccount(), await insertAccount()];
    const id = await insertGroup('Invitations', owner);
    const { groupInvitations } = database();
    const invitation = { conversationId: id, inviterId: owner.id, invitedAtMs: nowMs, refusedAtMs: 0 };
    await groupInvitations.put([one, two].map(({ id: accountId }) => ({ ...invitation, accountId })));
    const waiting = { conversationId: id, title: 'Invitations', byNickname: owner.nickname, atMs: nowMs };
    expect(await groupInvitations.waitingFor(one.id, 9)).toEqual([waiting]);
    await groupInvitations.put([{ ...invitation, accountId: one.id, refusedAtMs: nowMs }]);
    expect(await groupInvitations.waitingFor(one.id, 9)).toEqual([]);
    expect(await groupInvitations.countOpen(owner.id, nowMs - 1, 9)).toBe(2);
    expect(await groupInvitations.countOpen(owner.id, nowMs, 9)).toBe(1);
    expect(await groupInvitations.countOpen(owner.id, nowMs - 1, 1)).toBe(1);
    await groupInvitations.remove(id, [two.id]);
    expect(await groupInvitations.into(id, [one.id, two.id])).toHaveLength(1);
  });
}
