// The accounts feature over a real database: how many may register, who is sent word of a new device, and how a session that was ended
// elsewhere ends its sockets.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Notice } from '../../../protocol/notices.ts';
import type { Database } from '../../../sql/database.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import { createAccounts } from './create-accounts.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
let dataDir: string;
let database: Database;
let signIn: SignIn;
let accounts = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-accounts-'));
  database = await openDatabase({ url: undefined, dataDir });
  signIn = await createSignIn({ database, dataDir, onPruneFailed: () => undefined });
});
afterAll(async () => {
  signIn.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});
afterEach(() => void vi.useRealTimers());

/** @param counted what the budgets and proxies say of addresses */
function open(counted = { counts: true, sawUntrusted: false }) {
  const sent: [accountId: string, notice: Notice][] = [];
  const sessions: { accountId: string; sessionId: string }[] = [];
  const ended: string[] = [];
  const tokens: string[] = [];
  const feature = createAccounts({
    signIn,
    database,
    registration: 'open',
    requestAllowance: 1 / 500,
    budgets: { counts: () => counted.counts },
    proxies: { sawUntrusted: counted.sawUntrusted },
    onSessionBegun: (token) => tokens.push(token),
    onRegistered: () => undefined,
    outbox: { toAccount: (accountId, notice) => sent.push([accountId, notice]) },
    openSessions: () => sessions,
    endSessions: (_accountId, isRevoked) =>
      ended.push(...sessions.map(({ sessionId }) => sessionId).filter(isRevoked)),
    clock: { now: Date.now, elapsedMs: () => 0 },
    log: pino({ level: 'silent' }),
  });
  const secret = () => ({ salt: randomBytes(16).toString('hex'), digest: randomBytes(16).toString('hex') });
  const register = async (address: string) => {
    accounts += 1;
    const kept = secret();
    const phone = `+4915112345${String(accounts).padStart(3, '0')}`;
    const input = { phone, nickname: `Person ${accounts}`, ...kept, nicknameDigest: secret() };
    return { ...(await feature.handlers['account:register'](input, { address })), ...kept };
  };
  return { feature, sent, sessions, ended, tokens, register };
}

test('an address may register so many accounts, and the next is told to wait', async () => {
  const { feature, register } = open();
  await register('192.0.2.1');
  await expect(register('192.0.2.1')).rejects.toMatchObject({ code: 'too-often' });
  await register('198.51.100.1');
  await feature.close?.();
});

test.each([
  {
    who: 'an address that is not counted',
    counts: false,
    sawUntrusted: false,
    address: '192.0.2.1',
    waits: false,
  },
  { who: 'this machine', counts: true, sawUntrusted: false, address: '127.0.0.1', waits: false },
  {
    who: 'this machine behind a proxy that does not say whom it passes on',
    counts: true,
    sawUntrusted: true,
    address: '127.0.0.1',
    waits: true,
  },
])('$who waits: $waits', async ({ counts, sawUntrusted, address, waits }) => {
  const { feature, register } = open({ counts, sawUntrusted });
  await register(address);
  const second = register(address);
  if (waits) await expect(second).rejects.toMatchObject({ code: 'too-often' });
  else expect(await second).toMatchObject({ token: expect.any(String) });
  await feature.close?.();
});

test('the connections of an account are sent its sign-in on a new device, and each new token is noted', async () => {
  const { feature, sent, tokens, register } = open();
  const { accountId, phone, digest, token } = await register('192.0.2.1');
  expect(sent).toEqual([]);
  const from = { address: '198.51.100.7', userAgent: firefox };
  const again = await feature.handlers['account:sign-in']({ login: phone, digest }, from);
  const body = expect.objectContaining({ address: from.address });
  expect(sent).toEqual([[accountId, { name: 'device:signed-in', body }]]);
  expect(tokens).toEqual([token, again.token]);
  await feature.close?.();
});

test('the sockets of a session that was ended elsewhere are closed within seconds, and only as long as it is open', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { feature, sessions, ended } = open();
  sessions.push({ accountId: 'ann', sessionId: 'session-that-is-not-there' });
  vi.advanceTimersByTime(5000);
  await vi.waitFor(() => expect(ended).toEqual(['session-that-is-not-there']));
  await feature.close?.();
  expect(vi.getTimerCount()).toBe(0);
});
