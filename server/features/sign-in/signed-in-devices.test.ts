import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../sql/database.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import { Sessions } from './sessions.ts';
import { SignedInDevices } from './signed-in-devices.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';

let dataDir: string;
let database: Database;
let sessions: Sessions;
let devices: SignedInDevices;
let nowMs = 1_800_000_000_000;
let accountId = '';
let accounts = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-devices-'));
  database = await openDatabase({ url: undefined, dataDir });
  sessions = new Sessions(database.sessions, () => nowMs);
  devices = new SignedInDevices(sessions, database.sessionDevices, () => nowMs);
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  accounts += 1;
  accountId = `account-${accounts}`;
  await database.accounts.insert({
    id: accountId,
    phone: `+49151000${accounts}`,
    nickname: `Person ${accounts}`,
    nicknameKey: `person ${accounts}`,
    salt: 'a'.repeat(32),
    credential: 'credential',
    disabled: false,
    createdAtMs: nowMs,
  });
});

async function start(): Promise<{
  token: string;
  sessionId: string;
  accountId: string;
  createdAtMs: number;
}> {
  const started = await sessions.start(accountId, 'credential');
  if (started === undefined) throw new Error('the account is there');
  return { ...started, accountId, createdAtMs: nowMs };
}

test('this device stands first, whichever was used last, and each is named in plain words', async () => {
  const first = await start();
  await devices.add(first, { address: '192.0.2.1', userAgent: firefox }, false);
  nowMs += 1;
  const second = await start();
  await devices.add(second, { address: '192.0.2.2', userAgent: 'Evil/1.0 <img>' }, true);
  expect(await devices.list(accountId, first.sessionId)).toEqual([
    {
      sessionId: first.sessionId,
      isThis: true,
      program: 'Firefox',
      system: 'Linux',
      address: '192.0.2.1',
      signedInAtMs: first.createdAtMs,
      usedAtMs: first.createdAtMs,
    },
    {
      sessionId: second.sessionId,
      isThis: false,
      address: '192.0.2.2',
      signedInAtMs: nowMs,
      usedAtMs: nowMs,
    },
  ]);
  expect((await devices.list(accountId, second.sessionId)).map(({ isThis }) => isThis)).toEqual([
    true,
    false,
  ]);
});

test('a use is written down once an hour: then the address is the one of now', async () => {
  const session = await start();
  await devices.add(session, { address: '192.0.2.1' }, false);
  const useFrom = async (address: string) => {
    await sessions.use(session.token, (used) => devices.noteUse(used, { address, userAgent: firefox }));
    return (await devices.list(accountId, session.sessionId))[0]?.address;
  };
  nowMs += hourMs - 1;
  expect(await useFrom('192.0.2.2')).toBe('192.0.2.1');
  nowMs += 1;
  expect(await useFrom('192.0.2.2')).toBe('192.0.2.2');
});

test('a session from before there was a list gets its name at its next use', async () => {
  const session = await start();
  expect(await devices.list(accountId, '')).toMatchObject([{ sessionId: session.sessionId, isThis: false }]);
  nowMs += hourMs;
  await sessions.use(session.token, (used) =>
    devices.noteUse(used, { address: '192.0.2.1', userAgent: firefox }),
  );
  expect(await devices.list(accountId, '')).toMatchObject([{ program: 'Firefox', address: '192.0.2.1' }]);
  expect(await devices.newSignIns(accountId)).toEqual([]);
});

test('only the sign-in on a new device is announced, and listed for 30 days though it is signed out at once', async () => {
  const known = await start();
  expect(await devices.add(known, { address: '192.0.2.1' }, false)).toBeUndefined();
  const session = await start();
  const announced = await devices.add(session, { address: '192.0.2.2', userAgent: firefox }, true);
  expect(announced).toEqual({
    sessionId: session.sessionId,
    program: 'Firefox',
    system: 'Linux',
    address: '192.0.2.2',
    signedInAtMs: nowMs,
  });
  await sessions.revokeAll(accountId);
  await devices.prune();
  expect(await database.sessionDevices.ofAccount(accountId)).toHaveLength(1);
  nowMs += 30 * dayMs - 1;
  expect(await devices.newSignIns(accountId)).toEqual([announced]);
  nowMs += 1;
  expect(await devices.newSignIns(accountId)).toEqual([]);
  await devices.prune();
  expect(await database.sessionDevices.ofAccount(accountId)).toEqual([]);
});

test('an account that signs in again and again fills neither the database nor the list', async () => {
  for (let count = 0; count < 120; count += 1) {
    nowMs += 1;
    await devices.add(await start(), { address: '192.0.2.1' }, true);
  }
  expect(await database.sessionDevices.ofAccount(accountId)).toHaveLength(100);
  expect(await devices.list(accountId, '')).toHaveLength(100);
  const listed = await devices.newSignIns(accountId);
  expect(listed.map(({ signedInAtMs }) => nowMs - signedInAtMs)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a token is over 180 days after its sign-in whatever its use', async () => {
  const { token, sessionId, createdAtMs } = await start();
  for (let day = 20; day < 180; day += 20) {
    nowMs = createdAtMs + day * dayMs;
    expect(await sessions.use(token)).toBeDefined();
  }
  nowMs = createdAtMs + 180 * dayMs - 1;
  expect(await sessions.use(token)).toBeDefined();
  expect(await sessions.ended([sessionId])).toEqual(new Set());
  nowMs += 1;
  expect([await sessions.use(token), await sessions.find(sessionId)]).toEqual([undefined, undefined]);
  expect(await sessions.ended([sessionId])).toEqual(new Set([sessionId]));
});

test('a session that an earlier version of the server made last longer is over after 180 days too', async () => {
  const { token, sessionId, createdAtMs } = await start();
  await database.sessions.touch(sessionId, createdAtMs, createdAtMs + 400 * dayMs);
  nowMs = createdAtMs + 180 * dayMs;
  expect([await sessions.use(token), await sessions.find(sessionId)]).toEqual([undefined, undefined]);
});

test('a session ends no session of another account', async () => {
  const { sessionId } = await start();
  await sessions.revoke('account-0', sessionId);
  expect(await sessions.ended([sessionId])).toEqual(new Set());
  await sessions.revoke(accountId, sessionId);
  expect(await sessions.ended([sessionId])).toEqual(new Set([sessionId]));
});
