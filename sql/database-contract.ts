// What every database must do, as tests: run on SQLite beside the code, and on MariaDB in test/integration.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewAccount } from './account-store.ts';
import type { Database } from './database.ts';
import { type Row, readTables } from './copy-tables.ts';
import { deletionContract } from './deletion-contract.ts';
import { groupsContract } from './groups-contract.ts';
import { attachmentsContract } from './attachments-contract.ts';
import { messageMarksContract } from './message-marks-contract.ts';
import { messagesContract } from './messages-contract.ts';
import { peopleContract } from './people-contract.ts';
import { type DatabaseSettings, engineOf, openDatabase } from './open-database.ts';
import { compete, rivalInvitation, type RivalOutcome } from './rival-work.ts';
import type { SessionDevice } from './session-device-store.ts';
import type { NewSession } from './session-store.ts';

const nowMs = 1_800_000_000_000;
let made = 0;

/** An account that no test has made before. */
function newAccount(changes: Partial<NewAccount> = {}): NewAccount {
  made += 1;
  return {
    id: `account-${made}`,
    phone: `+4915100${made}`,
    nickname: `Person ${made}`,
    nicknameKey: `person ${made}`,
    salt: 'a'.repeat(32),
    credential: `$argon2id$credential-${made}`,
    disabled: false,
    createdAtMs: nowMs + made,
    ...changes,
  };
}

function newSession(accountId: string, changes: Partial<NewSession> = {}): NewSession {
  made += 1;
  return {
    id: `session-${made}`,
    accountId,
    tokenHash: `${made}`.padStart(64, '0'),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 1000,
    ...changes,
  };
}

/** @param makeSettings names a new, empty database at each call */
export function databaseContract(makeSettings: () => Promise<DatabaseSettings>): void {
  let settings: DatabaseSettings;
  let database: Database;

  beforeAll(async () => {
    settings = await makeSettings();
    database = await openDatabase(settings);
  });
  afterAll(() => database.close());

  async function insertAccount(changes: Partial<NewAccount> = {}): Promise<NewAccount> {
    const account = newAccount(changes);
    await database.accounts.insert(account);
    return account;
  }

  test('S10: one look is given to one account, and who has none is told oldest first', async () => {
    const [first, second] = [await insertAccount(), await insertAccount()];
    const ids = async () => (await database.accounts.withoutLook()).map(({ id }) => id);
    expect(await ids()).toEqual(expect.arrayContaining([first.id, second.id]));
    expect(await database.accounts.claimLook(first.id, 'c'.repeat(64))).toBe(true);
    expect(await database.accounts.claimLook(second.id, 'c'.repeat(64))).toBe(false);
    expect(await ids()).not.toContain(first.id);
    expect(await ids()).toContain(second.id);
  });

  test('S10: who has no right to the look of their nickname is marked, in a session and at a place that was kept', async () => {
    const [older, newer] = [await insertAccount(), await insertAccount({ createdAtMs: 7 })];
    await database.accounts.claimLook(older.id, 'd'.repeat(64));
    const marked = async ({ id, credential }: NewAccount): Promise<unknown> => {
      const session = newSession(id);
      await database.sessions.insert(session, credential);
      return (await database.sessions.byId(session.id, nowMs))?.looksLikeOlder;
    };
    expect(await marked(older)).toBe(false);
    expect(await marked(newer)).toBe(true);
    const session = newSession(newer.id);
    await database.sessions.insert(session, newer.credential);
    expect((await database.sessions.byTokenHash(session.tokenHash, nowMs))?.registeredAtMs).toBe(7);
    const place = ({ id, nickname }: NewAccount, arrival: number) => ({
      peerId: `${id}-peer`,
      arrival,
      accountId: id,
      clientId: 'window',
      nickname,
      playsSpeex: true,
    });
    const places = [place(older, 1), place(newer, 2)];
    const room = { number: '00044', secret: 's', locked: false, pin: undefined, voice: 'opus' as const };
    await database.keptRooms.save({ ...room, hostPeerId: 'none', ownerAccountId: 'none', places });
    const kept = (await database.keptRooms.all()).flatMap((each) => each.places);
    expect(kept.map(({ looksLikeOlder }) => looksLikeOlder)).toEqual([undefined, true]);
    await database.keptRooms.delete(room.number);
  });

  test('an account is found by id, phone and nickname key as it was stored', async () => {
    const { nicknameKey, ...account } = await insertAccount({
      nickname: '张伟 🎙',
      nicknameKey: '张伟 🎙',
      disabled: true,
    });
    expect(await database.accounts.byId(account.id)).toEqual(account);
    expect(await database.accounts.byPhone(account.phone)).toEqual(account);
    expect(await database.accounts.byNicknameKey(nicknameKey)).toEqual(account);
  });

  test('unknown ids, phones and nicknames find nothing', async () => {
    expect(await database.accounts.byId('nobody')).toBeUndefined();
    expect(await database.accounts.byPhone("' or 1=1 -- \\")).toBeUndefined();
    expect(await database.accounts.byNicknameKey('nobody')).toBeUndefined();
  });

  test('letters that differ in case, accent or width make different nicknames and ids', async () => {
    const account = await insertAccount({ id: 'CaseMatters', nicknameKey: 'zoe' });
    await insertAccount({ id: 'casematters', nicknameKey: 'zoë' });
    expect((await database.accounts.byNicknameKey('zoe'))?.id).toBe(account.id);
    expect((await database.accounts.byId('CaseMatters'))?.phone).toBe(account.phone);
  });

  test('the longest nickname key and credential that can occur are kept whole', async () => {
    const nicknameKey = '﷽'.repeat(576);
    const { id, credential } = await insertAccount({ nicknameKey, credential: 'c'.repeat(255) });
    expect(await database.accounts.byNicknameKey(nicknameKey)).toMatchObject({ id, credential });
  });

  test('a phone that is taken is refused as such, and so is a nickname', async () => {
    const { phone, nicknameKey } = await insertAccount();
    await expect(database.accounts.insert(newAccount({ phone }))).rejects.toMatchObject({
      code: 'phone-taken',
    });
    await expect(database.accounts.insert(newAccount({ nicknameKey }))).rejects.toMatchObject({
      code: 'nickname-taken',
    });
  });

  test('of many registrations of one phone at once exactly one wins', async () => {
    const other = await openDatabase(settings);
    const phone = '+4917700';
    const attempts = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? database : other).accounts.insert(newAccount({ phone })).then(
        () => 'won',
        (error: { code?: string }) => error.code,
      ),
    );
    const outcomes = await Promise.all(attempts);
    await other.close();
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'phone-taken')).toHaveLength(9);
  });

  test('all accounts are listed, oldest first', async () => {
    const first = await insertAccount({ createdAtMs: 2 });
    const second = await insertAccount({ createdAtMs: 3 });
    const ids = (await database.accounts.all()).map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual([first.id, second.id]);
  });

  test('B13: of more accounts than fit on a page each is listed once, by whatever way, and counted', async () => {
    const shared = await makeSettings();
    const crowded = await openDatabase(shared);
    const people = Array.from({ length: 2100 }, (_, index) =>
      newAccount({ id: `page-${(index * 7919) % 2100}`, createdAtMs: index }),
    );
    await crowded.transaction(async ({ accounts }) => {
      for (const person of people) await accounts.insert(person);
    });
    const ids = people.map(({ id }) => id);
    expect((await crowded.accounts.all()).map(({ id }) => id)).toEqual(ids);
    expect((await crowded.accounts.withoutLook()).map(({ id }) => id)).toEqual(ids);
    expect(await crowded.accounts.count()).toBe(ids.length);
    await crowded.close();
    const copied = new Map<string, Row[]>();
    await readTables(engineOf(shared), {
      steps: async () => undefined,
      rows: async (table, rows) => void copied.set(table, [...(copied.get(table) ?? []), ...rows]),
    });
    expect(copied.get('accounts')?.map(({ id }) => id)).toEqual(ids.toSorted());
  });

  test('B13: rows whose key has two columns are read page by page, each once', async () => {
    const shared = await makeSettings();
    const crowded = await openDatabase(shared);
    const numbers = ['00001', '00002', '00003'];
    const place = (index: number) => ({
      peerId: `peer-${index}`,
      arrival: index,
      accountId: 'a',
      clientId: 'c',
      nickname: 'n',
      playsSpeex: false,
    });
    for (const number of numbers) {
      const places = Array.from({ length: 700 }, (_, index) => place(index));
      await crowded.keptRooms.save({
        number,
        secret: 's',
        locked: false,
        pin: undefined,
        voice: 'opus',
        hostPeerId: 'peer-0',
        ownerAccountId: 'owner',
        places,
      });
    }
    await crowded.close();
    const keys: string[] = [];
    await readTables(engineOf(shared), {
      steps: async () => undefined,
      rows: async (table, rows) => {
        if (table !== 'kept_places') return;
        for (const { room_number: number, peer_id: peer } of rows) keys.push(`${number} ${peer}`);
      },
    });
    expect(new Set(keys).size).toBe(2100);
    expect(keys).toHaveLength(2100);
  });

  test('a credential is replaced only while the expected one is there', async () => {
    const { id, credential } = await insertAccount();
    expect(await database.accounts.replaceCredential(id, 'another', 's', 'lost')).toBe(false);
    expect(await database.accounts.replaceCredential(id, credential, 'b'.repeat(64), 'new')).toBe(true);
    expect(await database.accounts.byId(id)).toMatchObject({ salt: 'b'.repeat(64), credential: 'new' });
  });

  test('a nickname has a login of its own, stored with the account or added while the phone’s is the expected one', async () => {
    const nicknameLogin = { salt: 'b'.repeat(32), credential: '$argon2id$of-nickname' };
    const { id } = await insertAccount({ nicknameLogin });
    expect(await database.accounts.byId(id)).toMatchObject({ nicknameLogin });
    expect((await database.accounts.all()).find((account) => account.id === id)).toMatchObject({
      nicknameLogin,
    });
    const { id: without, credential } = await insertAccount();
    expect((await database.accounts.byId(without))?.nicknameLogin).toBeUndefined();
    expect(await database.accounts.addNicknameLogin(without, 'another', nicknameLogin)).toBe(false);
    expect(await database.accounts.addNicknameLogin(without, credential, nicknameLogin)).toBe(true);
    const late = { salt: 'c', credential: 'late' };
    expect(await database.accounts.addNicknameLogin(without, credential, late)).toBe(false);
    expect(await database.accounts.byId(without)).toMatchObject({ nicknameLogin });
    await database.accounts.removeNicknameLogin(without);
    expect((await database.accounts.byId(without))?.nicknameLogin).toBeUndefined();
    expect(await database.accounts.byId(id)).toMatchObject({ nicknameLogin });
  });

  test('the same salts are read at each call', async () => {
    const { salt } = await insertAccount({ salt: 'unlike' });
    const all = await database.accounts.someSalts(10_000);
    expect(all).toContain(salt);
    expect(await database.accounts.someSalts(3)).toEqual(all.slice(0, 3));
  });

  test('an invitation to register is good for so many accounts, until it expires, and is removed when it is spent', async () => {
    const { invitations } = database;
    const hash = 'f'.repeat(64);
    await invitations.add(hash, 2, nowMs + 1000);
    expect(await invitations.isGood(hash, nowMs)).toBe(true);
    expect(await invitations.isGood('e'.repeat(64), nowMs)).toBe(false);
    expect(await invitations.use(hash, nowMs + 1000)).toBe(false);
    const uses = await Promise.all([1, 2, 3].map(() => invitations.use(hash, nowMs)));
    expect(uses.filter(Boolean)).toHaveLength(2);
    expect(await invitations.isGood(hash, nowMs)).toBe(false);
    await invitations.add('d'.repeat(64), 1, nowMs + 1000);
    await invitations.deleteSpent(nowMs);
    expect(await invitations.isGood('d'.repeat(64), nowMs)).toBe(true);
    await invitations.add(hash, 1, nowMs + 1000);
    await invitations.deleteSpent(nowMs + 1000);
    await invitations.add('d'.repeat(64), 1, nowMs + 1000);
  });

  test('a session is found by its token and by its id until it expires', async () => {
    const { id: accountId, nickname, credential, createdAtMs } = await insertAccount();
    const session = newSession(accountId);
    expect(await database.sessions.insert(session, credential)).toBe(true);
    const described = { nickname, registeredAtMs: createdAtMs, looksLikeOlder: true };
    const times = { createdAtMs: nowMs, usedAtMs: nowMs };
    const live = { sessionId: session.id, accountId, ...described, ...times };
    expect(await database.sessions.byTokenHash(session.tokenHash, nowMs)).toEqual(live);
    expect(await database.sessions.byId(session.id, nowMs)).toEqual(live);
    expect(await database.sessions.byTokenHash(session.tokenHash, session.expiresAtMs)).toBeUndefined();
  });

  test('a session that was touched lasts longer', async () => {
    const { id: accountId, credential } = await insertAccount();
    const session = newSession(accountId);
    await database.sessions.insert(session, credential);
    await database.sessions.touch(session.id, nowMs + 500, nowMs + 5000);
    expect(await database.sessions.byId(session.id, nowMs + 2000)).toMatchObject({ usedAtMs: nowMs + 500 });
  });

  test('no session is stored for a credential that was replaced meanwhile', async () => {
    const { id, credential } = await insertAccount();
    await database.accounts.replaceCredential(id, credential, 'salt', 'new');
    expect(await database.sessions.insert(newSession(id), credential)).toBe(false);
  });

  test('an account that is disabled gets no session and loses those it has, until it is enabled', async () => {
    const { id: accountId, credential } = await insertAccount();
    const session = newSession(accountId);
    await database.sessions.insert(session, credential);
    await database.accounts.setDisabled(accountId, true);
    expect(await database.sessions.byTokenHash(session.tokenHash, nowMs)).toBeUndefined();
    expect(await database.sessions.insert(newSession(accountId), credential)).toBe(false);
    await database.accounts.setDisabled(accountId, false);
    expect(await database.sessions.byTokenHash(session.tokenHash, nowMs)).toBeDefined();
  });

  test('sessions end one by one, all but one, or all, and never those of another account', async () => {
    const { id: accountId, credential } = await insertAccount();
    const other = await insertAccount();
    const [first, second, third, foreign] = [accountId, accountId, accountId, other.id].map((id) =>
      newSession(id),
    );
    if (!first || !second || !third || !foreign) throw new Error('four sessions were made');
    for (const session of [first, second, third]) await database.sessions.insert(session, credential);
    await database.sessions.insert(foreign, other.credential);
    const living = async (): Promise<string[]> => {
      const found = await Promise.all(
        [first, second, third, foreign].map(({ id }) => database.sessions.byId(id, nowMs)),
      );
      return found.flatMap((session) => session?.sessionId ?? []);
    };
    await database.sessions.delete(other.id, second.id);
    await database.sessions.delete(accountId, first.id);
    expect(await living()).toEqual([second.id, third.id, foreign.id]);
    await database.sessions.deleteOfAccount(accountId, third.id);
    expect(await living()).toEqual([third.id, foreign.id]);
    await database.sessions.deleteOfAccount(accountId);
    expect(await living()).toEqual([foreign.id]);
  });

  test('of many sessions those are living that have neither ended nor expired, of accounts that are not disabled', async () => {
    const { id: accountId, credential } = await insertAccount();
    const disabled = await insertAccount();
    const sessions = [
      newSession(accountId),
      newSession(accountId, { expiresAtMs: nowMs }),
      newSession(disabled.id),
    ];
    for (const session of sessions) {
      await database.sessions.insert(
        session,
        session.accountId === accountId ? credential : disabled.credential,
      );
    }
    await database.accounts.setDisabled(disabled.id, true);
    const unknown = Array.from({ length: 1200 }, (_, index) => `unknown-${index}`);
    const ids = [...unknown, ...sessions.map(({ id }) => id)];
    expect(await database.sessions.living(ids, nowMs)).toEqual(new Set([sessions[0]?.id]));
    expect(await database.sessions.living([], nowMs)).toEqual(new Set());
  });

  test('of too many sessions of one account those go that were unused longest', async () => {
    const { id: accountId, credential } = await insertAccount();
    const sessions = [3, 1, 2].map((used) => newSession(accountId, { createdAtMs: nowMs + used }));
    for (const session of sessions) await database.sessions.insert(session, credential);
    await database.sessions.deleteUnused(accountId, 2);
    const ids = sessions.map(({ id }) => id);
    expect(await database.sessions.living(ids, nowMs)).toEqual(new Set([ids[0], ids[2]]));
    await database.sessions.deleteUnused(accountId, 2);
    expect((await database.sessions.living(ids, nowMs)).size).toBe(2);
  });

  test('the sessions of an account are listed, the one used last first, without those that expired and those of others', async () => {
    const { id: accountId, credential } = await insertAccount();
    const other = await insertAccount();
    const [early, late, expired] = [1, 2, 3].map((used) =>
      newSession(accountId, { createdAtMs: nowMs + used, ...(used === 3 && { expiresAtMs: nowMs }) }),
    );
    if (!early || !late || !expired) throw new Error('three sessions were made');
    for (const session of [early, late, expired]) await database.sessions.insert(session, credential);
    await database.sessions.insert(newSession(other.id), other.credential);
    await database.sessions.touch(early.id, nowMs + 10, nowMs + 1000);
    expect(await database.sessions.ofAccount(accountId, nowMs)).toEqual([
      { sessionId: early.id, createdAtMs: nowMs + 1, usedAtMs: nowMs + 10 },
      { sessionId: late.id, createdAtMs: nowMs + 2, usedAtMs: nowMs + 2 },
    ]);
  });

  function newDevice(accountId: string, changes: Partial<SessionDevice> = {}): SessionDevice {
    made += 1;
    return {
      sessionId: `session-${made}`,
      accountId,
      program: 'Chrome',
      system: undefined,
      address: '192.0.2.7',
      signedInAtMs: nowMs,
      isNew: false,
      ...changes,
    };
  }

  test('the devices of an account are kept as they were added, the latest first, up to so many', async () => {
    const { id: accountId } = await insertAccount();
    const [first, second, third] = [1, 2, 3].map((at) =>
      newDevice(accountId, { signedInAtMs: nowMs + at, isNew: at === 2 }),
    );
    if (!first || !second || !third) throw new Error('three devices were made');
    const foreign = newDevice((await insertAccount()).id);
    for (const device of [second, first, third, foreign]) await database.sessionDevices.add(device);
    expect(await database.sessionDevices.ofAccount(accountId)).toEqual([third, second, first]);
    await database.sessionDevices.deleteEarliest(accountId, 2);
    expect(await database.sessionDevices.ofAccount(accountId)).toEqual([third, second]);
    expect(await database.sessionDevices.ofAccount(foreign.accountId)).toEqual([foreign]);
  });

  test('a use changes the address of a device and nothing else, and adds the device of a session that has none', async () => {
    const { id: accountId } = await insertAccount();
    const device = newDevice(accountId, { isNew: true });
    await database.sessionDevices.add(device);
    const used = { ...device, address: '2001:db8::1', program: 'Firefox', isNew: false };
    await database.sessionDevices.noteUse(used);
    expect(await database.sessionDevices.ofAccount(accountId)).toEqual([
      { ...device, address: '2001:db8::1' },
    ]);
    const without = newDevice(accountId, { signedInAtMs: nowMs - 1 });
    await Promise.all([without, without].map((each) => database.sessionDevices.noteUse(each)));
    expect((await database.sessionDevices.ofAccount(accountId))[1]).toEqual(without);
  });

  test('of sessions that are over the devices are forgotten, new ones later', async () => {
    const { id: accountId, credential } = await insertAccount();
    const session = newSession(accountId);
    await database.sessions.insert(session, credential);
    const living = newDevice(accountId, { sessionId: session.id, signedInAtMs: nowMs - 10 });
    const over = newDevice(accountId);
    const [isOld, isRecent] = [0, 1].map((at) =>
      newDevice(accountId, { isNew: true, signedInAtMs: nowMs + at }),
    );
    if (!isOld || !isRecent) throw new Error('two devices were made');
    for (const device of [living, over, isOld, isRecent]) await database.sessionDevices.add(device);
    await database.sessionDevices.deleteEnded(nowMs);
    expect(await database.sessionDevices.ofAccount(accountId)).toEqual([isRecent, living]);
  });

  test('expired sessions are removed and others stay', async () => {
    const { id: accountId, credential } = await insertAccount();
    const expired = newSession(accountId, { expiresAtMs: nowMs - 1 });
    const living = newSession(accountId, { expiresAtMs: nowMs + 1 });
    for (const session of [expired, living]) await database.sessions.insert(session, credential);
    await database.sessions.deleteExpired(nowMs);
    expect(await database.sessions.byId(expired.id, nowMs - 2)).toBeUndefined();
    expect(await database.sessions.byId(living.id, nowMs)).toBeDefined();
  });

  test('resting numbers are kept until they are free, and resting again moves the time', async () => {
    await database.restingNumbers.save('00042', nowMs + 10);
    await database.restingNumbers.save('00007', nowMs + 20);
    await database.restingNumbers.save('00042', nowMs + 30);
    expect(await database.restingNumbers.all(nowMs)).toEqual([
      { number: '00007', untilMs: nowMs + 20 },
      { number: '00042', untilMs: nowMs + 30 },
    ]);
    expect(await database.restingNumbers.all(nowMs + 20)).toEqual([{ number: '00042', untilMs: nowMs + 30 }]);
  });

  test('a kept room comes back as it was noted last, and not at all once it is over', async () => {
    const place = (name: string, arrival: number) => ({
      peerId: `${name}-peer`,
      arrival,
      accountId: name,
      clientId: `${name}-window`,
      nickname: `${name} 张伟 🎙`,
      playsSpeex: arrival !== 2,
    });
    const ofTwo = {
      number: '00042',
      secret: 'secret',
      locked: true,
      pin: '012345',
      voice: 'opus' as const,
      hostPeerId: 'ann-peer',
      ownerAccountId: 'ann',
      chatId: 'chat',
      places: [place('ann', 1), place('bob', 2)],
    };
    const other = { ...ofTwo, number: '00043', locked: false, pin: undefined, places: [place('cid', 1)] };
    for (const room of [ofTwo, other, { ...ofTwo, places: [place('bob', 2)] }]) {
      await database.keptRooms.save(room);
    }
    expect(await database.keptRooms.all()).toEqual([{ ...ofTwo, places: [place('bob', 2)] }, other]);
    await database.keptRooms.delete(ofTwo.number);
    expect(await database.keptRooms.all()).toEqual([other]);
    await database.keptRooms.delete(other.number);
  });

  test('a room of 300 is kept', async () => {
    const places = Array.from({ length: 300 }, (_, index) => ({
      peerId: `peer-${index}`,
      arrival: index,
      accountId: `member-${index}`,
      clientId: 'w'.repeat(64),
      nickname: '﷽'.repeat(32),
      playsSpeex: true,
    }));
    const room = {
      number: '00044',
      secret: 's',
      locked: false,
      pin: undefined,
      voice: 'speex' as const,
      hostPeerId: 'peer-0',
      ownerAccountId: 'account-0',
    };
    await database.keptRooms.save({ ...room, places });
    expect((await database.keptRooms.all())[0]?.places).toEqual(places);
    await database.keptRooms.delete(room.number);
  });

  test('the first value claimed for a mark stands, even when many claim at once', async () => {
    const claims = ['one', 'two', 'three'].map((value) => database.deploymentState.claim('seal', value));
    const values = new Set(await Promise.all(claims));
    expect(values.size).toBe(1);
    expect(values).toContain(await database.deploymentState.claim('seal', 'four'));
  });

  test('a transaction that throws leaves nothing behind', async () => {
    const account = newAccount();
    const failed = database.transaction(async (stores) => {
      await stores.accounts.insert(account);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await database.accounts.byId(account.id)).toBeUndefined();
  });

  test('queries at the same time as a transaction are answered, and do not become part of it', async () => {
    const [inside, outside] = [newAccount(), newAccount()];
    const failed = database.transaction(async (stores) => {
      await stores.accounts.insert(inside);
      throw new Error('changed my mind');
    });
    await Promise.all([expect(failed).rejects.toThrow('changed my mind'), database.accounts.insert(outside)]);
    expect(await database.accounts.byId(inside.id)).toBeUndefined();
    expect(await database.accounts.byId(outside.id)).toBeDefined();
  });

  deletionContract(
    () => settings,
    () => database,
    insertAccount,
  );
  messagesContract(() => database, insertAccount);
  attachmentsContract(() => database, insertAccount);
  groupsContract(() => database, insertAccount);
  messageMarksContract(() => database, insertAccount);
  peopleContract(() => database, insertAccount);

  test('it answers while it is open', async () => {
    expect(await database.answers()).toBe(true);
  });

  test('opening a database again keeps what is in it', async () => {
    const { id } = await insertAccount();
    const again = await openDatabase(settings);
    expect(await again.accounts.byId(id)).toBeDefined();
    await again.close();
  });

  test('several processes may open a new database at once, and migrate one after the other', async () => {
    const fresh = await makeSettings();
    const messages: unknown[] = [];
    const children = Array.from({ length: 3 }, () =>
      fork(new URL('./database-contract-process.ts', import.meta.url), [JSON.stringify(fresh)], {
        execArgv: [],
      }),
    );
    for (const child of children) child.on('message', (message) => messages.push(message));
    const exitCodes = await Promise.all(
      children.map(async (child) => (await once(child, 'close'))[0] as number),
    );
    expect(exitCodes).toEqual([0, 0, 0]);
    expect(messages).toEqual(['alone', 'done', 'alone', 'done', 'alone', 'done']);
  });

  test('of two processes that write the same rows at once one wins each, and neither is turned away for another reason', async () => {
    const count = 200;
    const shared = await makeSettings();
    const ours = await openDatabase(shared);
    await ours.invitations.add(rivalInvitation, count / 2, nowMs * 2);
    const rival = fork(
      new URL('./rival-process.ts', import.meta.url),
      [JSON.stringify(shared), String(count)],
      { execArgv: [] },
    );
    const exited = once(rival, 'exit');
    await once(rival, 'message');
    const answered = once(rival, 'message');
    rival.send('begin');
    const [mine, [theirs]] = (await Promise.all([compete(ours, 'ours', count), answered])) as [
      RivalOutcome,
      [RivalOutcome],
    ];
    await exited;
    expect([...mine.unexpected, ...theirs.unexpected]).toEqual([]);
    expect([...mine.won, ...theirs.won].sort((one, other) => one - other)).toEqual(
      Array.from({ length: count }, (_, index) => index),
    );
    expect(mine.uses + theirs.uses).toBe(count / 2);
    expect(mine.marks).toEqual(theirs.marks);
    const stored = (await ours.accounts.all()).map(({ id }) => id);
    const wonIds = [...mine.won.map((index) => `ours-${index}`), ...theirs.won.map((i) => `theirs-${i}`)];
    expect(new Set(stored)).toEqual(new Set(wonIds));
    await ours.close();
  });
}
