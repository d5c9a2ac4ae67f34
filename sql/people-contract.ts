// What every database must do with contacts, profiles and the names people are found by, as tests. A part of the database contract.
import { expect, test } from 'vitest';
import type { NewAccount } from './account-store.ts';
import type { StoredContact } from './contact-store.ts';
import type { Database } from './database.ts';
import { usualProfile } from './profile-store.ts';

const nowMs = 1_800_000_000_000;

/** @param database that is open, and @param insertAccount makes one in it */
export function peopleContract(
  database: () => Database,
  insertAccount: (changes?: Partial<NewAccount>) => Promise<NewAccount>,
): void {
  function contactOf(
    accountId: string,
    otherId: string,
    changes: Partial<StoredContact> = {},
  ): StoredContact {
    return {
      accountId,
      otherId,
      relation: 'contact',
      sinceMs: nowMs,
      askedAtMs: undefined,
      refusedAtMs: undefined,
      word: undefined,
      fresh: false,
      remark: undefined,
      remarkKey: undefined,
      labels: [],
      starred: false,
      blocked: false,
      change: 1,
      ...changes,
    };
  }

  test('a contact is kept as it was stored, and replaced by the next', async () => {
    const [one, other] = [await insertAccount(), await insertAccount()];
    const { contacts } = database();
    const full = contactOf(one.id, other.id, {
      relation: 'received',
      askedAtMs: nowMs + 1,
      refusedAtMs: nowMs + 2,
      word: '你好 👋 "\\',
      fresh: true,
      remark: '老王',
      remarkKey: 'laowang',
      labels: ['家人', 'x"y'],
      starred: true,
      blocked: true,
      change: 7,
    });
    await contacts.put([full]);
    expect(await contacts.find(one.id, other.id)).toEqual(full);
    expect(await contacts.find(other.id, one.id)).toBeUndefined();
    await contacts.put([contactOf(one.id, other.id)]);
    expect(await contacts.find(one.id, other.id)).toEqual(contactOf(one.id, other.id));
    await contacts.put([]);
  });

  test('contacts are read by change with names and profiles, a page at a time', async () => {
    const [me, ...others] = [
      await insertAccount(),
      await insertAccount(),
      await insertAccount(),
      await insertAccount(),
    ];
    const { contacts, profiles } = database();
    const first = others[0]?.id ?? '';
    await profiles.put(first, { ...usualProfile, about: 'on leave', pictureId: 'p1' });
    await profiles.putSearchNames(first, [{ kind: 'pinyin', key: 'wang' }]);
    await contacts.put(others.map((other, index) => contactOf(me.id, other.id, { change: 3 - index })));
    const changes = async (after: number, limit: number) =>
      (await contacts.changedAfter(me.id, after, limit)).map(({ change }) => change);
    expect(await changes(0, 9)).toEqual([1, 2, 3]);
    expect(await changes(0, 2)).toEqual([1, 2]);
    expect(await changes(2, 2)).toEqual([3]);
    expect(await contacts.named(me.id, first)).toMatchObject({
      nickname: others[0]?.nickname,
      about: 'on leave',
      pictureId: 'p1',
      nicknameKey: 'wang',
    });
    expect(await contacts.named(me.id, me.id)).toBeUndefined();
  });

  test('T7: what was asked and not accepted is counted from a time on, and what waits for an account', async () => {
    const [me, ...others] = [await insertAccount(), await insertAccount(), await insertAccount()];
    const { contacts } = database();
    const sent = { relation: 'sent', askedAtMs: nowMs } as const;
    await contacts.put(
      others.map((other, index) => contactOf(me.id, other.id, { ...sent, askedAtMs: nowMs + index })),
    );
    await contacts.put(others.map((other) => contactOf(other.id, me.id, { relation: 'received' })));
    expect(await contacts.countAsked(me.id, nowMs - 1)).toBe(2);
    expect(await contacts.countAsked(me.id, nowMs)).toBe(1);
    const waiting = others[0]?.id ?? '';
    expect(await contacts.countReceived(waiting)).toBe(1);
    expect(await contacts.countReceived(me.id)).toBe(0);
  });

  test('who is a contact, who has blocked whom, and who may see that an account is there', async () => {
    const [me, friend, blocked, stranger] = [
      await insertAccount(),
      await insertAccount(),
      await insertAccount(),
      await insertAccount(),
    ];
    const { contacts } = database();
    await contacts.put([
      contactOf(me.id, friend.id),
      contactOf(friend.id, me.id),
      contactOf(me.id, blocked.id, { blocked: true }),
      contactOf(blocked.id, me.id),
    ]);
    expect(await contacts.areContacts(me.id, friend.id)).toBe(true);
    expect(await contacts.areContacts(me.id, stranger.id)).toBe(false);
    expect(await contacts.contactsAmong(me.id, [stranger.id, blocked.id])).toEqual([blocked.id]);
    expect(await contacts.contactsAmong(me.id, [])).toEqual([]);
    expect(await contacts.isBlocked(me.id, blocked.id)).toBe(true);
    expect(await contacts.isBlocked(blocked.id, me.id)).toBe(false);
    expect(await contacts.blockersAmong(blocked.id, [me.id, friend.id])).toEqual([me.id]);
    expect(await contacts.audience(me.id)).toEqual([friend.id]);
    expect(await contacts.blockersOf(blocked.id)).toEqual([me.id]);
    await contacts.put([contactOf(me.id, blocked.id)]);
    expect(await contacts.blockersOf(blocked.id)).toEqual([]);
  });

  test('people are found by exactly their phone number and by the beginning of a name, where they want to be', async () => {
    const [found, hidden, disabled] = [
      await insertAccount(),
      await insertAccount(),
      await insertAccount({ disabled: true }),
    ];
    const { profiles } = database();
    for (const [index, { id }] of [found, hidden, disabled].entries())
      await profiles.putSearchNames(id, [
        { kind: 'pinyin', key: `qixing${index}` },
        { kind: 'initials', key: `qixing-${index}` },
      ]);
    await profiles.put(hidden.id, { ...usualProfile, foundByPhone: false, foundByName: false });
    const names = async (prefix: string, limit = 9) =>
      (await profiles.byNamePrefix(prefix, limit)).map(({ accountId }) => accountId);
    expect(await names('qixing')).toEqual([found.id]);
    expect(await names('qixing1')).toEqual([]);
    expect(await names('ixing')).toEqual([]);
    expect((await profiles.byPhone(found.phone))?.accountId).toBe(found.id);
    for (const { phone } of [hidden, disabled, { phone: found.phone.slice(0, -1) }])
      expect(await profiles.byPhone(phone)).toBeUndefined();
    await profiles.put(hidden.id, usualProfile);
    expect(await names('qixing')).toEqual([found.id, hidden.id]);
    expect(await names('qixing', 1)).toEqual([found.id]);
    expect(await profiles.of(hidden.id)).toEqual(usualProfile);
    expect((await profiles.people([disabled.id, hidden.id])).map(({ accountId }) => accountId)).toEqual([
      hidden.id,
    ]);
    expect(await profiles.people([])).toEqual([]);
  });

  test('accounts that are found by nothing are named until they are', async () => {
    const { id, nickname } = await insertAccount();
    const { profiles } = database();
    const isMissing = async () =>
      (await profiles.withoutSearchNames(1000)).some((each) => each.id === id && each.nickname === nickname);
    expect(await isMissing()).toBe(true);
    await profiles.putSearchNames(id, [{ kind: 'pinyin', key: 'x' }]);
    expect(await isMissing()).toBe(false);
    expect(await profiles.formerNicknames([id], 0)).toEqual([]);
  });

  test('the counters of contacts are others than those of conversations', async () => {
    const { id } = await insertAccount();
    const { accountCursors, contactCursors } = database();
    await contactCursors.ensure([id]);
    expect(await contactCursors.countOne(id)).toBe(1);
    expect(await accountCursors.count([id])).toEqual(new Map());
  });
}
