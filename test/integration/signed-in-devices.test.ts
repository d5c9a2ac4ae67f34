// The devices of an account at a real server: what each of two sessions sees of the other, and how it ends it.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestOutput } from '../../protocol/requests.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { type Account, askHttp, Member, registerAccount } from './member.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Signs in on a device that the account has not used before. */
async function signIn(account: Account): Promise<Account> {
  const { salt } = (await askHttp(server.url, 'account:salt', { login: account.phone })).body;
  const digest = createHash('md5')
    .update(`${String(salt)}a password`)
    .digest('hex');
  const answer = await askHttp(server.url, 'account:sign-in', { login: account.phone, digest });
  expect(answer.status).toBe(200);
  return answer.body as unknown as Account;
}

async function listOf({ token }: Account): Promise<RequestOutput<'account:devices'>> {
  const answer = await askHttp(server.url, 'account:devices', {}, token);
  expect(answer.status).toBe(200);
  return answer.body as unknown as RequestOutput<'account:devices'>;
}

const sessionOf = async (account: Account): Promise<string> =>
  (await listOf(account)).devices.find(({ isThis }) => isThis)?.sessionId ?? 'none';

test('a sign-in on a new device is sent to the open window of the account, and to no other account', async () => {
  const first = await registerAccount(server.url);
  const window = await Member.open(server.url, first);
  const stranger = await Member.open(server.url, await registerAccount(server.url));
  const second = await signIn(first);
  const notice = await window.nextNotice('device:signed-in');
  expect(notice).toMatchObject({ sessionId: await sessionOf(second) });
  expect((await listOf(first)).newSignIns).toEqual([notice]);
  await stranger.request('connection:check');
  expect(stranger.told('device:signed-in')).toEqual([]);
  for (const member of [window, stranger]) member.close();
});

test('U1: a sign-in on a new device is sent to every window of the account', async () => {
  const first = await registerAccount(server.url);
  const second = await signIn(first);
  const windows = await Promise.all(
    [first, first, second].map((session) => Member.open(server.url, session)),
  );
  const third = await signIn(first);
  const notices = await Promise.all(windows.map((window) => window.nextNotice('device:signed-in')));
  expect(new Set(notices.map(({ sessionId }) => sessionId))).toEqual(new Set([await sessionOf(third)]));
  for (const window of windows) window.close();
});

test('U1: signing out everywhere ends every window on every device, and each is told why', async () => {
  const first = await registerAccount(server.url);
  const second = await signIn(first);
  const windows = await Promise.all(
    [first, first, second, second].map((session) => Member.open(server.url, session)),
  );
  await windows[3]?.request('room:create');
  expect((await askHttp(server.url, 'account:sign-out-everywhere', {}, first.token)).status).toBe(200);
  for (const window of windows) {
    await window.closed();
    expect(window.notices.at(-1)).toEqual({ name: 'session:ended', body: {} });
  }
  for (const { token } of [first, second])
    expect((await askHttp(server.url, 'account:ticket', {}, token)).status).toBe(401);
});

test('U1: signing out one device ends all its windows, and none of another one', async () => {
  const first = await registerAccount(server.url);
  const second = await signIn(first);
  const windows = await Promise.all([second, second].map((session) => Member.open(server.url, session)));
  const other = await Member.open(server.url, first);
  const input = { sessionId: await sessionOf(second) };
  expect((await askHttp(server.url, 'account:sign-out-device', input, first.token)).status).toBe(200);
  for (const window of windows) await window.closed();
  await other.request('connection:check');
  expect(other.told('session:ended')).toEqual([]);
  other.close();
});

test('where no window is open, it is listed at the next start of the other device', async () => {
  const first = await registerAccount(server.url);
  const second = await signIn(first);
  expect((await askHttp(server.url, 'account:sign-out', {}, second.token)).status).toBe(200);
  const { devices, newSignIns } = await listOf(first);
  expect([devices.length, newSignIns.length]).toEqual([1, 1]);
});

test('signing out another device ends its window in a meeting at once, and its token', async () => {
  const first = await registerAccount(server.url);
  const second = await signIn(first);
  const window = await Member.open(server.url, second);
  await window.request('room:create');
  const input = { sessionId: await sessionOf(second) };
  expect((await askHttp(server.url, 'account:sign-out-device', input, first.token)).status).toBe(200);
  await window.closed();
  expect(window.notices.at(-1)).toEqual({ name: 'session:ended', body: {} });
  expect((await askHttp(server.url, 'account:describe', {}, second.token)).status).toBe(401);
  expect((await listOf(first)).devices).toHaveLength(1);
});

test('signing out all others ends their windows, and leaves this session alone', async () => {
  const first = await registerAccount(server.url);
  const second = await signIn(first);
  const window = await Member.open(server.url, second);
  expect((await askHttp(server.url, 'account:sign-out-others', {}, first.token)).status).toBe(200);
  await window.closed();
  expect((await askHttp(server.url, 'account:describe', {}, first.token)).status).toBe(200);
  expect((await askHttp(server.url, 'account:describe', {}, second.token)).status).toBe(401);
});

test('the session of another account goes on, and the answer does not tell whether there is one', async () => {
  const owner = await registerAccount(server.url);
  const window = await Member.open(server.url, owner);
  const stranger = await registerAccount(server.url);
  const sessionIds = [await sessionOf(owner), 'x'.repeat(22)];
  const answers = await Promise.all(
    sessionIds.map((sessionId) =>
      askHttp(server.url, 'account:sign-out-device', { sessionId }, stranger.token),
    ),
  );
  expect(answers).toEqual([
    { status: 200, body: {} },
    { status: 200, body: {} },
  ]);
  expect((await askHttp(server.url, 'account:describe', {}, owner.token)).status).toBe(200);
  await window.request('connection:check');
  window.close();
});
