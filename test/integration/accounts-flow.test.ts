// What people do with their accounts, from registering to signing out everywhere, on both databases.
import { hash } from '@node-rs/argon2';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RequestError } from '../../protocol/error-codes.ts';
import { inviteToRegister } from '../../server/features/sign-in/registrations.ts';
import { SessionWatch } from '../../server/features/sign-in/session-watch.ts';
import type { Database } from '../../sql/database.ts';
import { openDatabase } from '../../sql/open-database.ts';
import {
  type AccountSide,
  callerOf,
  digestOf,
  generateSalt,
  newAddress,
  openAccountSide,
  registerWith,
  saltAndDigest,
  signInWith,
} from '../helpers/account-client.ts';
import { startMariadb } from '../helpers/mariadb.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe.each([
  ['SQLite', async () => ({ url: undefined, stop: async () => undefined })],
  [
    'MariaDB',
    async () => {
      const mariadb = await startMariadb();
      return { url: mariadb.url('plenum'), stop: mariadb.stop };
    },
  ],
])('on %s', (_, start) => {
  let dataDir: string;
  let server: { url: string | undefined; stop: () => Promise<void> };
  let database: Database;
  let side: AccountSide;
  let people = 0;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'plenum-accounts-'));
    server = await start();
    database = await openDatabase({ url: server.url, dataDir });
    side = await openAccountSide(database, dataDir);
  });
  afterAll(async () => {
    side.signIn.close();
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true });
  });

  const newPerson = (): { phone: string; nickname: string; password: string } => {
    people += 1;
    return { phone: `1390000${1000 + people}`, nickname: `Person ${people}`, password: `pässword ${people}` };
  };
  const refusalOf = (asked: Promise<unknown>): Promise<unknown> =>
    asked.then(
      () => 'granted',
      (error: RequestError) => error.toAnswer(),
    );

  test('a person registers, signs in by phone and by nickname, and learns who they are', async () => {
    const person = newPerson();
    const registered = await registerWith(side, person);
    for (const login of [person.phone, person.nickname, ` ${person.nickname.toUpperCase()} `]) {
      const session = await signInWith(side, login, person.password);
      expect(session).toMatchObject({
        accountId: registered.accountId,
        phone: person.phone,
        nickname: person.nickname,
      });
      const caller = await callerOf(side, session.token);
      expect(await side.handlers['account:describe']({}, caller)).toEqual({
        accountId: registered.accountId,
        phone: person.phone,
        nickname: person.nickname,
      });
    }
  });

  test('each wrong field of a registration has its own code', async () => {
    const person = newPerson();
    await registerWith(side, person);
    const refused = (changes: object): Promise<unknown> =>
      refusalOf(registerWith(side, { ...newPerson(), ...changes }));
    expect(await refused({ phone: '12' })).toEqual({ code: 'phone-invalid' });
    expect(await refused({ nickname: '  ' })).toEqual({ code: 'nickname-invalid' });
    expect(await refused({ nickname: '13800000000' })).toEqual({ code: 'nickname-invalid' });
    expect(await refused({ phone: `${person.phone.slice(0, 3)} ${person.phone.slice(3)}` })).toEqual({
      code: 'phone-taken',
    });
    expect(await refused({ nickname: person.nickname.toUpperCase() })).toEqual({ code: 'nickname-taken' });
  });

  test('S10: a nickname that looks like another is taken, and one that cannot be told apart is none', async () => {
    await registerWith(side, { ...newPerson(), nickname: `Ian ${people} Bell` });
    const refused = (nickname: string): Promise<unknown> =>
      refusalOf(registerWith(side, { ...newPerson(), nickname }));
    const ian = `Ian ${people} Bell`;
    expect(await refused(ian.replace('I', 'l'))).toEqual({ code: 'nickname-taken' });
    expect(await refused(ian.replace('a', '\u0430'))).toEqual({ code: 'nickname-invalid' });
    expect(await refused(`${ian}\u200d`)).toEqual({ code: 'nickname-invalid' });
    expect(await refused('\u3164')).toEqual({ code: 'nickname-invalid' });
  });

  test('of two registrations of one phone at once one wins, and the other is told that it is taken', async () => {
    const person = newPerson();
    const asked = [person, { ...person, nickname: `${person.nickname} too` }].map((one) =>
      registerWith(side, one),
    );
    const outcomes = await Promise.all(asked.map(refusalOf));
    expect(outcomes).toContain('granted');
    expect(outcomes).toContainEqual({ code: 'phone-taken' });
  });

  test('unknown and wrong are answered with the same bytes, and an unknown login has a lasting salt', async () => {
    const person = newPerson();
    await registerWith(side, person);
    const wrong = await refusalOf(signInWith(side, person.phone, 'wrong password'));
    const unknown = await refusalOf(signInWith(side, '13911111111', 'wrong password'));
    const impossible = await refusalOf(signInWith(side, '\u0007', 'wrong password'));
    expect(wrong).toEqual({ code: 'wrong-credentials' });
    expect([JSON.stringify(unknown), JSON.stringify(impossible)]).toEqual([
      JSON.stringify(wrong),
      JSON.stringify(wrong),
    ]);
    const saltFor = (login: string): Promise<{ salt: string }> =>
      side.handlers['account:salt']({ login }, { address: newAddress() });
    const salts = await Promise.all(
      [person.phone, person.nickname, '13911111111', '139 1111 1111', '\u0007'].map(saltFor),
    );
    for (const { salt } of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(salts[2]).toEqual(salts[3]);
    expect(salts[2]).not.toEqual(salts[4]);
  });

  test('S5: phone number and nickname of an account have salts and credentials that have nothing in common', async () => {
    const person = newPerson();
    const { accountId } = await registerWith(side, person);
    const saltFor = async (login: string): Promise<string> =>
      (await side.handlers['account:salt']({ login }, { address: newAddress() })).salt;
    const [byPhone, byNickname] = [await saltFor(person.phone), await saltFor(person.nickname)];
    expect(byPhone).not.toBe(byNickname);
    const stored = await database.accounts.byId(accountId);
    expect([stored?.salt, stored?.nicknameLogin?.salt]).toEqual([byPhone, byNickname]);
    expect(stored?.nicknameLogin?.credential).not.toBe(stored?.credential);
    const crossed = side.handlers['account:sign-in'](
      { login: person.nickname, digest: digestOf(byPhone, person.password) },
      { address: newAddress() },
    );
    expect(await refusalOf(crossed)).toEqual({ code: 'wrong-credentials' });
  });

  test('S5: where a table gave one salt, the phone number signs in, and the nickname from then on', async () => {
    const person = newPerson();
    const { accountId } = await registerWith(side, person);
    await database.accounts.removeNicknameLogin(accountId);
    const stored = await database.accounts.byId(accountId);
    const { salt } = await side.handlers['account:salt'](
      { login: person.nickname },
      { address: newAddress() },
    );
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(salt).not.toBe(stored?.salt);
    expect(await refusalOf(signInWith(side, person.nickname, person.password))).toEqual({
      code: 'wrong-credentials',
    });
    const wrong = side.handlers['account:sign-in'](
      { login: person.phone, digest: digestOf('x', 'x'), nicknameDigest: saltAndDigest('another') },
      { address: newAddress() },
    );
    expect(await refusalOf(wrong)).toEqual({ code: 'wrong-credentials' });
    expect((await database.accounts.byId(accountId))?.nicknameLogin).toBeUndefined();
    const right = {
      login: person.phone,
      digest: digestOf(stored?.salt ?? '', person.password),
      nicknameDigest: saltAndDigest(person.password),
    };
    await side.handlers['account:sign-in'](right, { address: newAddress() });
    await signInWith(side, person.nickname, person.password);
    // What is there stays: a sign-in by phone number gives the nickname no other password.
    await side.handlers['account:sign-in'](
      { ...right, nicknameDigest: saltAndDigest('another') },
      { address: newAddress() },
    );
    expect(await refusalOf(signInWith(side, person.nickname, 'another'))).toEqual({
      code: 'wrong-credentials',
    });
    await signInWith(side, person.nickname, person.password);
  });

  test('S5: whether a phone number is registered is told only for the price of a hash', async () => {
    const person = newPerson();
    await registerWith(side, person);
    const made = vi.spyOn(side.signIn.credentials, 'make');
    expect(await refusalOf(registerWith(side, person))).toEqual({ code: 'phone-taken' });
    expect(made).toHaveBeenCalledTimes(1);
    made.mockRestore();
  });

  test('S5: a person with an invitation registers where others may not, once, and is not counted by address', async () => {
    const [invited, closed] = [
      await openAccountSide(database, dataDir, 'invited'),
      await openAccountSide(database, dataDir, 'closed'),
    ];
    const invite = (uses: number): Promise<string> =>
      inviteToRegister(database.invitations, { uses, days: 7, nowMs: invited.nowMs });
    const invitation = await invite(1);
    expect(await refusalOf(registerWith(closed, newPerson(), { invitation }))).toEqual({
      code: 'registration-closed',
    });
    for (const code of [undefined, 'another'])
      expect(
        await refusalOf(registerWith(invited, newPerson(), code === undefined ? {} : { invitation: code })),
      ).toEqual({ code: 'invitation-needed' });
    const person = newPerson();
    await registerWith(side, person);
    // What is refused spends nothing.
    expect(await refusalOf(registerWith(invited, person, { invitation }))).toEqual({ code: 'phone-taken' });
    const attempts = [newPerson(), newPerson()].map((one) =>
      refusalOf(registerWith(invited, one, { invitation })),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes).toContain('granted');
    expect(outcomes).toContainEqual({ code: 'invitation-needed' });
    const late = await invite(1);
    invited.nowMs += 7 * dayMs;
    expect(await refusalOf(registerWith(invited, newPerson(), { invitation: late }))).toEqual({
      code: 'invitation-needed',
    });
    expect(await invited.handlers['account:registration']({}, { address: 'x' })).toEqual({ mode: 'invited' });
    for (const one of [invited, closed]) one.signIn.close();
  });

  test('nothing that is stored opens the account: neither credential nor pepper, salt or token hash', async () => {
    const person = newPerson();
    const { accountId } = await registerWith(side, person);
    const stored = await database.accounts.byId(accountId);
    const pepper = await readFile(join(dataDir, 'pepper'));
    const stolen = [stored?.credential ?? '', pepper.toString('hex'), stored?.salt ?? ''];
    for (const secret of stolen) {
      const digests = [
        secret.slice(0, 32),
        secret.slice(-32),
        digestOf('', secret),
        digestOf(stored?.salt ?? '', secret),
      ];
      for (const digest of digests) {
        const address = newAddress();
        const asked = side.handlers['account:sign-in']({ login: person.phone, digest }, { address });
        expect(await refusalOf(asked)).toMatchObject({
          code: expect.stringMatching(/^(wrong-credentials|too-many-attempts)$/) as string,
        });
      }
      expect(await side.signIn.identifyToken(secret, { address: 'address' })).toBeUndefined();
    }
    expect(JSON.stringify(stored)).not.toContain(digestOf(stored?.salt ?? '', person.password));
  });

  test('failures make a login wait whether or not it has an account, and a success starts afresh', async () => {
    const person = newPerson();
    await registerWith(side, person);
    const address = newAddress();
    const failOften = async (login: string, times: number): Promise<unknown> => {
      for (let count = 0; count < times; count += 1)
        await refusalOf(signInWith(side, login, 'wrong', address));
      return refusalOf(signInWith(side, login, 'wrong', address));
    };
    expect(await failOften(person.phone, 8)).toEqual({ code: 'wrong-credentials' });
    await signInWith(side, person.phone, person.password, address);
    expect(await failOften(person.phone, 8)).toEqual({ code: 'wrong-credentials' });
    const known = await failOften(person.phone, 1);
    const unknown = await failOften('13922222222', 10);
    expect(known).toMatchObject({ code: 'too-many-attempts' });
    expect(unknown).toMatchObject({ code: 'too-many-attempts' });
    expect(await refusalOf(signInWith(side, person.phone, person.password, address))).toMatchObject({
      code: 'too-many-attempts',
    });
    await signInWith(side, person.nickname, person.password, address);
    await signInWith(side, person.phone, person.password);
  });

  test('a device that signed in before gets in while unknown devices must wait', async () => {
    const person = newPerson();
    const { deviceKey } = await registerWith(side, person);
    // Those that are free, and those that are spared for an owner on a new device.
    for (let count = 0; count < 40; count += 1) await refusalOf(signInWith(side, person.phone, 'wrong'));
    const tryFrom = (key: string): Promise<unknown> =>
      refusalOf(signInWith(side, person.phone, person.password, newAddress(), key));
    const foreign = (await registerWith(side, newPerson())).deviceKey;
    expect(await tryFrom(foreign)).toMatchObject({ code: 'too-many-attempts' });
    expect(await tryFrom('x'.repeat(66))).toMatchObject({ code: 'too-many-attempts' });
    expect(await tryFrom(deviceKey)).toBe('granted');
  });

  test('a password is changed with the old one: it alone works then, and only this session goes on', async () => {
    const person = newPerson();
    const { token: own } = await registerWith(side, person);
    const { token: other } = await signInWith(side, person.phone, person.password);
    const [caller, otherCaller] = [await callerOf(side, own), await callerOf(side, other)];
    const change = (old: string, next: string) => {
      const newSalt = generateSalt();
      const nicknameDigest = saltAndDigest(next);
      const input = { digest: old, newSalt, newDigest: digestOf(newSalt, next), nicknameDigest };
      return side.handlers['account:change-password'](input, caller);
    };
    const { salt } = await side.handlers['account:salt']({ login: person.phone }, caller);
    expect(await refusalOf(change(digestOf(salt, 'wrong'), 'new password'))).toEqual({
      code: 'wrong-credentials',
    });
    const { deviceKey } = await change(digestOf(salt, person.password), 'new password');
    expect(await refusalOf(signInWith(side, person.phone, person.password))).toEqual({
      code: 'wrong-credentials',
    });
    expect(await refusalOf(signInWith(side, person.nickname, person.password))).toEqual({
      code: 'wrong-credentials',
    });
    const announced = side.announced.length;
    for (const login of [person.phone, person.nickname])
      await signInWith(side, login, 'new password', newAddress(), deviceKey);
    // The device that changed it is known by the key of the new password.
    expect(side.announced).toHaveLength(announced);
    await callerOf(side, own);
    expect(await refusalOf(callerOf(side, other))).toEqual({ code: 'not-signed-in' });
    const { accountId, isRevoked } = side.ended.at(-1) ?? {};
    expect(accountId).toBe(caller.accountId);
    expect([isRevoked?.(caller.sessionId), isRevoked?.(otherCaller.sessionId)]).toEqual([false, true]);
  });

  test('an account lists its devices by plain names, this one first, and ends others of them, never those of another account', async () => {
    const person = newPerson();
    const stranger = await callerOf(side, (await registerWith(side, newPerson())).token);
    const own = await callerOf(side, (await registerWith(side, person)).token);
    const agents = [
      'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
      '<script>',
      undefined,
    ];
    const tokens: string[] = [];
    for (const agent of agents) {
      side.nowMs += 1;
      const session = await signInWith(side, person.phone, person.password, '192.0.2.7', undefined, agent);
      tokens.push(session.token);
    }
    const { devices } = await side.handlers['account:devices']({}, own);
    expect(devices[0]).toMatchObject({ sessionId: own.sessionId, isThis: true });
    expect(
      devices.slice(1).map(({ isThis, program, system, address }) => [isThis, program, system, address]),
    ).toEqual([
      [false, undefined, undefined, '192.0.2.7'],
      [false, undefined, undefined, '192.0.2.7'],
      [false, 'Firefox', 'Linux', '192.0.2.7'],
    ]);
    expect(JSON.stringify(devices)).not.toContain('script');
    const firefox = devices[3]?.sessionId ?? '';
    const states = (): Promise<unknown[]> =>
      Promise.all(tokens.map(async (token) => (await side.signIn.identifyToken(token, own)) !== undefined));

    const endedBefore = side.ended.length;
    expect(await side.handlers['account:sign-out-device']({ sessionId: firefox }, stranger)).toEqual({});
    expect(await states()).toEqual([true, true, true]);
    expect(side.ended.slice(endedBefore).map(({ accountId }) => accountId)).toEqual([stranger.accountId]);

    expect(await side.handlers['account:sign-out-device']({ sessionId: firefox }, own)).toEqual({});
    expect(await states()).toEqual([false, true, true]);
    expect(side.ended.at(-1)?.accountId).toBe(own.accountId);
    expect(['x', firefox, own.sessionId].map((id) => side.ended.at(-1)?.isRevoked(id))).toEqual([
      false,
      true,
      false,
    ]);

    await side.handlers['account:sign-out-others']({}, own);
    expect(await states()).toEqual([false, false, false]);
    expect((await side.handlers['account:devices']({}, own)).devices.map(({ isThis }) => isThis)).toEqual([
      true,
    ]);
    expect((await side.handlers['account:devices']({}, stranger)).devices).toHaveLength(1);
  });

  test('a sign-in on a new device is announced at once and listed for 30 days, also when it is signed out; one on a known device is not', async () => {
    const person = newPerson();
    const registered = await registerWith(side, person);
    const own = await callerOf(side, registered.token);
    const announced = (): unknown[] =>
      side.announced.filter(({ accountId }) => accountId === own.accountId).map(({ signIn }) => signIn);
    const listed = async () => (await side.handlers['account:devices']({}, own)).newSignIns;
    await signInWith(side, person.phone, person.password, '192.0.2.7', registered.deviceKey);
    expect([announced(), await listed()]).toEqual([[], []]);

    const agent = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';
    const foreign = await signInWith(side, person.nickname, person.password, '192.0.2.8', undefined, agent);
    const thief = await callerOf(side, foreign.token);
    const { sessionId } = thief;
    const signIn = {
      sessionId,
      program: 'Chrome',
      system: 'Windows',
      address: '192.0.2.8',
      signedInAtMs: side.nowMs,
    };
    expect([announced(), await listed()]).toEqual([[signIn], [signIn]]);

    await signInWith(side, person.phone, person.password, '192.0.2.8', foreign.deviceKey, agent);
    await side.handlers['account:sign-out']({}, thief);
    await side.signIn.signedInDevices.prune();
    expect([announced(), await listed()]).toEqual([[signIn], [signIn]]);
    side.nowMs += 30 * dayMs - 1;
    expect(await listed()).toEqual([signIn]);
    side.nowMs += 1;
    expect(await listed()).toEqual([]);
  });

  test('a token is over 180 days after its sign-in whatever its use, and before that 30 days after its last', async () => {
    const person = newPerson();
    const { token } = await registerWith(side, person);
    const started = side.nowMs;
    for (let day = 20; day < 180; day += 20) {
      side.nowMs = started + day * dayMs;
      await callerOf(side, token);
    }
    const { sessionId } = await callerOf(side, token);
    side.nowMs = started + 180 * dayMs - 1;
    await callerOf(side, token);
    expect(await side.signIn.sessions.ended([sessionId])).toEqual(new Set());
    side.nowMs += 1;
    expect(await refusalOf(callerOf(side, token))).toEqual({ code: 'not-signed-in' });
    expect(await side.signIn.sessions.find(sessionId)).toBeUndefined();
    expect(await side.signIn.sessions.ended([sessionId])).toEqual(new Set([sessionId]));
  });

  test('a session that an earlier version of the server made last longer is over after 180 days too', async () => {
    const { token } = await registerWith(side, newPerson());
    const { sessionId } = await callerOf(side, token);
    const started = side.nowMs;
    await database.sessions.touch(sessionId, started, started + 400 * dayMs);
    side.nowMs = started + 180 * dayMs;
    expect(await refusalOf(callerOf(side, token))).toEqual({ code: 'not-signed-in' });
    expect(await side.signIn.sessions.find(sessionId)).toBeUndefined();
  });

  test('the address of the last use is written at most once an hour', async () => {
    const person = newPerson();
    const { token } = await registerWith(side, person, { address: '192.0.2.1' });
    const caller = await callerOf(side, token);
    const useFrom = async (address: string): Promise<unknown> => {
      await side.signIn.identifyToken(token, { address });
      const [device] = (await side.handlers['account:devices']({}, caller)).devices;
      return [device?.address, device && side.nowMs - device.usedAtMs];
    };
    side.nowMs += 60 * 60 * 1000 - 1;
    expect(await useFrom('192.0.2.2')).toEqual(['192.0.2.1', 60 * 60 * 1000 - 1]);
    side.nowMs += 1;
    expect(await useFrom('192.0.2.2')).toEqual(['192.0.2.2', 0]);
  });

  test('signing out ends one session, signing out everywhere all of the account and no other', async () => {
    const person = newPerson();
    const stranger = await registerWith(side, newPerson());
    const tokens = [(await registerWith(side, person)).token];
    for (let count = 0; count < 2; count += 1)
      tokens.push((await signInWith(side, person.phone, person.password)).token);
    const states = (): Promise<unknown[]> =>
      Promise.all(tokens.map((token) => side.signIn.identifyToken(token, { address: 'x' })));
    const [first, second] = await Promise.all(tokens.map((token) => callerOf(side, token)));
    if (first === undefined || second === undefined) throw new Error('two sessions were started');
    await side.handlers['account:sign-out']({}, first);
    expect((await states()).map((state) => state !== undefined)).toEqual([false, true, true]);
    expect(side.ended.at(-1)?.isRevoked(first.sessionId)).toBe(true);
    expect(side.ended.at(-1)?.isRevoked(second.sessionId)).toBe(false);
    await side.handlers['account:sign-out-everywhere']({}, second);
    expect((await states()).map((state) => state !== undefined)).toEqual([false, false, false]);
    expect(side.ended.at(-1)?.isRevoked(second.sessionId)).toBe(true);
    await callerOf(side, stranger.token);
  });

  test('a ticket opens the socket once, and not after its session ended', async () => {
    const { token } = await registerWith(side, newPerson());
    const caller = await callerOf(side, token);
    const draw = async (): Promise<string> => (await side.handlers['account:ticket']({}, caller)).ticket;
    const [used, late] = [await draw(), await draw()];
    expect(await side.signIn.redeemTicket(used, '10.0.0.7')).toEqual({ ...caller, address: '10.0.0.7' });
    expect(await side.signIn.redeemTicket(used, '10.0.0.7')).toBeUndefined();
    await side.handlers['account:sign-out']({}, caller);
    expect(await side.signIn.redeemTicket(late, '10.0.0.7')).toBeUndefined();
  });

  test('a session lasts 30 days from its last use', async () => {
    const { token } = await registerWith(side, newPerson());
    const startMs = side.nowMs;
    side.nowMs = startMs + 29 * dayMs;
    await callerOf(side, token);
    side.nowMs = startMs + 58 * dayMs;
    await callerOf(side, token);
    side.nowMs = startMs + 89 * dayMs;
    expect(await refusalOf(callerOf(side, token))).toEqual({ code: 'not-signed-in' });
    side.nowMs = startMs;
  });

  test('a disabled account learns so with the right password only, and its sessions stop', async () => {
    const person = newPerson();
    const { accountId, token } = await registerWith(side, person);
    await side.signIn.accounts.setDisabled(accountId, true);
    expect(await refusalOf(signInWith(side, person.phone, person.password))).toEqual({
      code: 'account-disabled',
    });
    expect(await refusalOf(signInWith(side, person.phone, 'wrong'))).toEqual({ code: 'wrong-credentials' });
    expect(await refusalOf(callerOf(side, token))).toEqual({ code: 'not-signed-in' });
    await side.signIn.accounts.setDisabled(accountId, false);
    expect(await refusalOf(callerOf(side, token))).toEqual({ code: 'not-signed-in' });
    await signInWith(side, person.phone, person.password);
  });

  test('the sockets of an account that another process disabled are ended, and no others', async () => {
    const [person, stranger] = [newPerson(), newPerson()];
    const tokens = [(await registerWith(side, person)).token, (await registerWith(side, stranger)).token];
    const [caller, other] = await Promise.all(tokens.map((token) => callerOf(side, token)));
    if (caller === undefined || other === undefined) throw new Error('two sessions were started');
    const ended: string[] = [];
    const watch = new SessionWatch({
      sessions: side.signIn.sessions,
      openSessions: () => [caller, other],
      endSessions: (accountId, isRevoked) =>
        void ended.push(`${accountId} ${isRevoked(caller.sessionId)} ${isRevoked(other.sessionId)}`),
      onFailed: (error) => void ended.push(String(error)),
    });
    await watch.check();
    expect(ended).toEqual([]);
    await database.accounts.setDisabled(caller.accountId, true);
    await watch.check();
    expect(ended).toEqual([`${caller.accountId} true false`]);
    watch.close();
  });

  test('a credential of weaker parameters is made anew at the next sign-in', async () => {
    const person = newPerson();
    const { accountId } = await registerWith(side, person);
    const stored = await database.accounts.byId(accountId);
    if (stored === undefined) throw new Error('the account was just made');
    const pepper = await readFile(join(dataDir, 'pepper'));
    const peppered = createHmac('sha256', pepper)
      .update(digestOf(stored.salt, person.password))
      .digest('hex');
    const weak = await hash(peppered, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await database.accounts.replaceCredential(accountId, stored.credential, stored.salt, weak);
    await callerOf(side, (await signInWith(side, person.phone, person.password)).token);
    expect((await database.accounts.byId(accountId))?.credential).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
    );
    await signInWith(side, person.phone, person.password);
    const renewed = await database.accounts.byId(accountId);
    const salt = renewed?.nicknameLogin?.salt ?? '';
    const nicknamePeppered = createHmac('sha256', pepper)
      .update(digestOf(salt, person.password))
      .digest('hex');
    const weakToo = await hash(nicknamePeppered, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await database.accounts.removeNicknameLogin(accountId);
    await database.accounts.addNicknameLogin(accountId, renewed?.credential ?? '', {
      salt,
      credential: weakToo,
    });
    await signInWith(side, person.nickname, person.password);
    expect((await database.accounts.byId(accountId))?.nicknameLogin?.credential).toMatch(/m=19456,t=2,p=1/);
    await signInWith(side, person.nickname, person.password);
  });

  test('a server that starts with another pepper than the database was filled with is stopped', async () => {
    const otherDir = await mkdtemp(join(tmpdir(), 'plenum-accounts-'));
    await expect(openAccountSide(database, otherDir)).rejects.toThrow(
      `DATA_DIR is ${JSON.stringify(otherDir)} but must be the folder whose pepper file this database was filled with.`,
    );
    await rm(otherDir, { recursive: true });
  });
});
