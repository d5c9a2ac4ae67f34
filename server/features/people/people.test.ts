import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { Notice } from '../../../protocol/notices.ts';
import { openRequestsMax, phoneMissPaces } from '../../../protocol/people/people-limits.ts';
import { type RequestInput, type RequestOutput, requests } from '../../../protocol/requests.ts';
import type { Database } from '../../../sql/database.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import { usualProfile } from '../../../sql/profile-store.ts';
import type { SocketCaller } from '../../dispatch/handler.ts';
import { createPeople, type People } from './create-people.ts';
import type { PeopleRequestName } from './people-handlers.ts';

const startMs = 1_800_000_000_000;
const dayMs = 24 * 3600 * 1000;
let elapsedMs = 0;
let made = 0;
let dataDir: string;
let database: Database;
let people: People;
const open: { readonly accountId: string; readonly clientId: string }[] = [];
const sent: { readonly accountId: string; readonly notice: Notice }[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-people-'));
  database = await openDatabase({ dataDir });
  people = createPeople({
    database,
    outbox: {
      toAccount: (accountId, notice) => sent.push({ accountId, notice }),
      toAccounts: (accountIds, notice) => {
        for (const accountId of accountIds) sent.push({ accountId, notice });
      },
    },
    rooms: { peerOfAccount: () => undefined },
    openSessions: () => open,
    skeletonHashOf: (nickname) => nickname.toLowerCase(),
    budgets: { counts: () => true },
    requestAllowance: 1,
    clock: { now: () => startMs + elapsedMs, elapsedMs: () => elapsedMs },
    log: { warn: () => undefined, error: () => undefined },
  });
});
afterAll(async () => {
  await people.close?.();
  await database.close();
  await rm(dataDir, { recursive: true });
});

async function register(nickname = `nick${(made += 1)}`): Promise<string> {
  const id = `account-${(made += 1)}`;
  const login = { phone: phoneOf(id), nickname, nicknameKey: id, salt: 's', credential: id };
  await database.accounts.insert({ id, ...login, disabled: false, createdAtMs: 0 });
  people.onRegistered({ id, nickname });
  return id;
}

const phoneOf = (id: string): string => `+4930${id.slice('account-'.length).padStart(7, '0')}`;

function ask<N extends PeopleRequestName>(
  accountId: string,
  name: N,
  input: RequestInput<N>,
  from: Partial<SocketCaller> = {},
): Promise<RequestOutput<N>> {
  const handler = people.handlers[name] as unknown as (
    input: RequestInput<N>,
    caller: SocketCaller,
  ) => Promise<RequestOutput<N>>;
  return handler(requests[name].input.parse(input) as RequestInput<N>, {
    address: '192.0.2.1',
    accountId,
    nickname: accountId,
    registeredAtMs: 0,
    looksLikeOlder: false,
    sessionId: 'session',
    clientId: 'window',
    arrivedAt: '::1',
    ...from,
  });
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    if (error instanceof RequestError) return error.code;
    throw error;
  }
}

const request = (from: string, to: string, caller: Partial<SocketCaller> = {}) =>
  ask(from, 'contact:request', { accountId: to, word: 'hello' }, caller);

async function relation(accountId: string, otherId: string): Promise<string> {
  return (await database.contacts.find(accountId, otherId))?.relation ?? 'none';
}

async function befriend(one: string, other: string): Promise<void> {
  await request(one, other);
  await ask(other, 'contact:accept', { accountId: one });
}

describe('becoming contacts', () => {
  test('a request is accepted, and both see each other after their cursors', async () => {
    const [ada, bob] = [await register('Ada'), await register('王小明')];
    const { contact } = await request(ada, bob);
    expect(contact).toMatchObject({ accountId: bob, nickname: '王小明', relation: 'sent' });
    const waiting = await ask(bob, 'contacts:sync', { cursor: 0 });
    expect(waiting.contacts).toMatchObject([{ accountId: ada, relation: 'received', word: 'hello' }]);
    await ask(bob, 'contact:accept', { accountId: ada });
    const after = await ask(bob, 'contacts:sync', { cursor: waiting.cursor });
    expect(after.contacts).toMatchObject([{ accountId: ada, relation: 'contact' }]);
    expect((await ask(bob, 'contacts:sync', { cursor: after.cursor })).contacts).toEqual([]);
    expect(await database.contacts.areContacts(ada, bob)).toBe(true);
  });

  test('requests sent at once by both make contacts', async () => {
    const [ada, bob] = [await register(), await register()];
    await Promise.all([request(ada, bob), request(bob, ada)]);
    expect([await relation(ada, bob), await relation(bob, ada)]).toEqual(['contact', 'contact']);
  });

  test('a request that is asked a hundred times is one', async () => {
    const [ada, bob] = [await register(), await register()];
    await Promise.all(Array.from({ length: 100 }, () => request(ada, bob)));
    expect((await ask(bob, 'contacts:sync', { cursor: 0 })).contacts).toHaveLength(1);
    expect(await database.contacts.countAsked(ada, 0)).toBe(1);
  });

  test('what is asked of nobody, oneself or a blocked person is refused', async () => {
    const [ada, bob] = [await register(), await register()];
    expect(await refusal(request(ada, 'unknown'))).toBe('no-such-account');
    expect(await refusal(request(ada, ada))).toBe('oneself');
    expect(await refusal(ask(ada, 'contact:accept', { accountId: bob }))).toBe('no-such-request');
    expect(await refusal(ask(ada, 'contact:edit', { accountId: bob, starred: true }))).toBe('not-a-contact');
    await ask(ada, 'contact:block', { accountId: bob, blocked: true });
    expect(await refusal(request(ada, bob))).toBe('person-blocked');
  });

  test('remark, labels and star are kept, and order the contact', async () => {
    const [ada, bob] = [await register(), await register()];
    await befriend(ada, bob);
    const edit = (changes: object) => ask(ada, 'contact:edit', { accountId: bob, ...changes });
    await edit({ remark: ' 老王 ', labels: ['work', 'work'] });
    const { contact } = await edit({ starred: true });
    expect(contact).toMatchObject({ remark: '老王', labels: ['work'], starred: true, sortKey: 'laowang' });
    expect((await edit({ remark: '' })).contact.remark).toBeUndefined();
    expect((await ask(bob, 'contacts:sync', { cursor: 0 })).contacts).not.toMatchObject([{ remark: '老王' }]);
  });
});

describe('limits', () => {
  test('T7: a class of 60 on the first day is added, whether they accept at once or not, and another the next week', async () => {
    const teacher = await register();
    const young = { registeredAtMs: startMs + elapsedMs };
    const classes = await Promise.all(Array.from({ length: 60 }, () => register()));
    for (const pupil of classes) await request(teacher, pupil, young);
    for (const pupil of classes) await ask(pupil, 'contact:accept', { accountId: teacher });
    expect(await database.contacts.countAsked(teacher, 0)).toBe(0);
    expect(await database.contacts.contactsAmong(teacher, classes)).toHaveLength(60);
  });

  test('T7: who is not accepted is stopped, also after taking requests back, and no longer a week later', async () => {
    const spammer = await register();
    const young = { registeredAtMs: startMs + elapsedMs };
    const targets = await Promise.all(Array.from({ length: openRequestsMax.young + 1 }, () => register()));
    const outcomes: string[] = [];
    for (const target of targets) {
      outcomes.push(await refusal(request(spammer, target, young)));
      await ask(spammer, 'contact:withdraw', { accountId: target });
    }
    expect(outcomes.filter((code) => code === 'ok')).toHaveLength(openRequestsMax.young);
    expect(outcomes.at(-1)).toBe('too-many-requests');
    elapsedMs += 8 * dayMs;
    expect(await refusal(request(spammer, targets.at(-1) ?? ''))).toBe('ok');
  });

  test('T7: a thousand requests of a hundred fresh accounts reach a person by a notice or two', async () => {
    const [victim, ...fresh] = await Promise.all(Array.from({ length: 101 }, () => register()));
    const young = { registeredAtMs: startMs + elapsedMs };
    sent.length = 0;
    for (let round = 0; round < 10; round += 1)
      await Promise.all(fresh.map((account) => request(account, victim ?? '', young)));
    const { contacts } = await ask(victim ?? '', 'contacts:sync', { cursor: 0 });
    expect(contacts).toHaveLength(100);
    expect(contacts.every((contact) => contact.fresh === true)).toBe(true);
    await expect.poll(() => sent.filter(({ accountId }) => accountId === victim).length).toBeGreaterThan(0);
    expect(sent.filter(({ accountId }) => accountId === victim).length).toBeLessThan(100);
  });

  test('T7: whether one was blocked, refused or delivered is answered alike', async () => {
    const [ada, open, blocking] = [await register(), await register('same'), await register('same')];
    await ask(blocking, 'contact:block', { accountId: ada, blocked: true });
    const { contact: delivered } = await request(ada, open);
    const { contact: dropped } = await request(ada, blocking);
    const { accountId, change } = delivered;
    expect({ ...dropped, accountId, change }).toEqual(delivered);
    expect(await relation(blocking, ada)).toBe('none');
    await ask(open, 'contact:refuse', { accountId: ada });
    expect((await request(ada, open)).contact.relation).toBe('sent');
    expect(await relation(open, ada)).toBe('none');
  });
});

describe('finding people', () => {
  test('by pinyin, initials, a later word, and never oneself', async () => {
    const [me, li] = [await register('Li Searcher'), await register('李寻欢')];
    const find = async (name: string) =>
      (await ask(me, 'contacts:find-name', { name })).people.map(({ accountId }) => accountId);
    await expect.poll(() => find('lixun')).toEqual([li]);
    expect(await find('李')).toEqual([li]);
    expect(await find('lxh')).toEqual([li]);
    expect(await find('Searcher')).toEqual([]);
    expect(await refusal(ask(me, 'contacts:find-name', { name: 'l' }))).toBe('search-too-short');
  });

  test('an unknown phone number and a person who is not to be found are answered alike, by as many questions to the database', async () => {
    const [me, hidden, found] = [await register(), await register(), await register()];
    await database.profiles.put(hidden, { ...usualProfile, foundByPhone: false });
    const byPhone = (phone: string) => ask(me, 'contacts:find-phone', { phone });
    expect(await byPhone(phoneOf(hidden))).toEqual(await byPhone('+4930999999999'));
    expect((await byPhone(phoneOf(found))).person).toMatchObject({ accountId: found, relation: 'none' });
    expect(await refusal(byPhone('seven'))).toBe('phone-invalid');
  });

  test('numbers that are not found are guesses: few are left to one account, and those that are found cost nothing', async () => {
    const [guesser, friend] = [await register(), await register()];
    const byPhone = (phone: string) => refusal(ask(guesser, 'contacts:find-phone', { phone }));
    for (let count = 0; count < 50; count += 1) expect(await byPhone(phoneOf(friend))).toBe('ok');
    const misses: string[] = [];
    for (let count = 0; count < 30; count += 1) misses.push(await byPhone(`+49309990${count}00`));
    expect(misses.filter((code) => code === 'ok')).toHaveLength(phoneMissPaces.account.burst);
    expect(misses.at(-1)).toBe('too-often');
    expect(await byPhone(phoneOf(friend))).toBe('too-often');
  });

  test('what is read of people by id leaves unknown ones out', async () => {
    const [me, other] = [await register(), await register('Reader')];
    const { people: read } = await ask(me, 'profile:read', { accountIds: [other, 'unknown'] });
    expect(read).toEqual([{ accountId: other, nickname: 'Reader' }]);
  });
});

describe('what one says of oneself', () => {
  const change = (id: string, nickname: string) => ask(id, 'profile:change-nickname', { nickname });

  test('a nickname that was given up is no other account’s, and contacts see it beside the new one', async () => {
    const [ada, bob, eve] = [await register('Original'), await register('Bobby'), await register('Evelyn')];
    await befriend(ada, bob);
    const { cursor } = await ask(bob, 'contacts:sync', { cursor: 0 });
    expect((await change(ada, ' Renamed ')).profile.nickname).toBe('Renamed');
    expect((await ask(bob, 'contacts:sync', { cursor })).contacts).toMatchObject([
      { nickname: 'Renamed', formerNickname: 'Original', sortKey: 'renamed' },
    ]);
    expect(await refusal(change(eve, 'original'))).toBe('nickname-taken');
    expect(await refusal(change(eve, 'renamed'))).toBe('nickname-taken');
    expect((await change(ada, 'Original')).profile.nickname).toBe('Original');
    await change(ada, 'Renamed');
    elapsedMs += 91 * dayMs;
    expect((await change(eve, 'original')).profile.nickname).toBe('original');
    expect((await ask(bob, 'contacts:sync', { cursor: 0 })).contacts[0]?.formerNickname).toBeUndefined();
  });

  test('a nickname changes three times in 30 days, and a refused one changes nothing', async () => {
    const [id, other] = [await register('One'), await register('Another one')];
    await change(other, 'Taken name');
    expect(await refusal(change(id, 'Taken name'))).toBe('nickname-taken');
    expect(await refusal(change(id, '+4930123456'))).toBe('nickname-invalid');
    expect((await ask(id, 'profile:own', {})).profile.nickname).toBe('One');
    for (const nickname of ['Two two', 'Three', 'Four four']) await change(id, nickname);
    expect(await refusal(change(id, 'Five'))).toBe('nickname-changed-too-often');
    expect(await refusal(change(id, 'Four four'))).toBe('ok');
    elapsedMs += 31 * dayMs;
    expect(await refusal(change(id, 'Five'))).toBe('ok');
  });

  test('a picture is made anew, small and square, whatever it was; what is none is refused', async () => {
    const id = await register();
    const partsOf = (bytes: Buffer) => bytes.toString('base64').match(/.{1,16000}/g) ?? [];
    const set = (bytes: Buffer) => ask(id, 'profile:set-picture', { parts: partsOf(bytes) });
    const photo = sharp({ create: { width: 400, height: 300, channels: 3, background: '#0f766e' } });
    const exif = { IFD0: { Copyright: 'a secret place' } };
    const { profile } = await set(await photo.jpeg().withExif(exif).toBuffer());
    const made = Buffer.from((await database.profiles.picture(profile.pictureId ?? '')) ?? '', 'base64');
    expect(await sharp(made).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
    expect(made.toString('latin1')).not.toContain('a secret place');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const broken = (await photo.png().toBuffer()).subarray(0, 60);
    for (const bad of [svg, broken, Buffer.from('GIF89a')])
      expect(await refusal(set(bad))).toBe('picture-invalid');
    expect((await ask(id, 'profile:own', {})).profile.pictureId).toBe(profile.pictureId);
    expect((await ask(id, 'profile:remove-picture', {})).profile.pictureId).toBeUndefined();
    expect(await database.profiles.picture(profile.pictureId ?? '')).toBeUndefined();
  });

  test('a line and who may find one are kept, each by itself', async () => {
    const id = await register('Hidden person');
    await ask(id, 'profile:edit', { about: ' on leave ', foundByName: false });
    const { profile } = await ask(id, 'profile:edit', { presence: 'busy' });
    expect(profile).toEqual({
      nickname: 'Hidden person',
      about: 'on leave',
      presence: 'busy',
      foundByPhone: true,
      foundByName: false,
    });
    expect((await ask(id, 'profile:edit', { about: ' ' })).profile.about).toBeUndefined();
  });
});
