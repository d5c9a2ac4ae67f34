import { expect, test } from 'vitest';
import { RequestError } from '../../../protocol/error-codes.ts';
import { calls as ipcCalls } from '../../ipc.ts';
import { CallError } from '../../link/call-error.ts';
import { DesktopError } from '../gate/call-handlers.ts';
import { KnownDevices } from './known-devices.ts';
import { SessionService } from './session-service.ts';

const origin = 'https://meet.example.org';
const account = { accountId: 'a1', nickname: 'Ada', phone: '+4912345' };
const deviceKey = 'a-key-that-nobody-may-see';
const nextDeviceKey = 'the-next-key-that-nobody-may-see';

/** A server with one account; gives a new token at each sign-in. */
class FakeServer {
  readonly asked: { path: string; token: string | null; init: RequestInit }[] = [];
  readonly tokens = new Set<string>();
  isThere = true;
  /** Whether it sends a new key at a change of the password, as earlier ones do not. */
  sendsKeys = true;
  /** Questions about a token are answered after this. */
  describesAfter: Promise<unknown> = Promise.resolve();
  #given = 0;

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? null;
    const path = new URL(url).pathname.split('/').at(-1) ?? '';
    this.asked.push({ path, token, init });
    if (!this.isThere) throw new TypeError('net::ERR_CONNECTION_REFUSED');
    if (path === 'describe') await this.describesAfter;
    if (path === 'salt') return Response.json({ salt: '00' });
    if (path === 'sign-in' || path === 'register')
      return Response.json({ ...account, token: this.#draw(), deviceKey });
    if (token === null || !this.tokens.has(token)) {
      return Response.json({ error: { code: 'not-signed-in' } }, { status: 401 });
    }
    if (path === 'sign-out') this.tokens.delete(token);
    if (path === 'sign-out-everywhere') this.tokens.clear();
    if (path === 'change-password') return Response.json(this.sendsKeys ? { deviceKey: nextDeviceKey } : {});
    if (path === 'devices') return Response.json({ devices: [], newSignIns: [] });
    if (path === 'ticket') return Response.json({ ticket: `ticket ${this.asked.length}` });
    return Response.json(path === 'describe' ? { ...account, token } : {});
  }

  #draw(): string {
    const token = `token-${(this.#given += 1)}-that-nobody-may-see`;
    this.tokens.add(token);
    return token;
  }
}

class FakeVault {
  readonly kept = new Map<string, string>();
  read(from: string): string | undefined {
    return this.kept.get(from);
  }
  keep(from: string, token: string): void {
    this.kept.set(from, token);
  }
  forget(from: string): void {
    this.kept.delete(from);
  }
}

function open(
  { server = new FakeServer(), vault = new FakeVault(), deviceVault = new FakeVault() } = {},
  at: string | null = origin,
) {
  const service = new SessionService({
    vault,
    devices: new KnownDevices(deviceVault),
    meetingSession: { fetch: (url, init) => server.fetch(url, init) },
    connectedOrigin: () => at,
  });
  return { service, server, vault, calls: service.handlers() };
}
const form = { login: 'Ada', password: 'a password', staySignedIn: true };

test('a person who stays signed in is signed in after the next start', async () => {
  const first = open();
  expect(await first.calls['session:sign-in'](form)).toEqual(account);
  const next = open(first);
  expect(await next.calls['session:restore']({})).toEqual(account);
  expect(await next.calls['session:ticket']({})).toEqual({ ticket: expect.stringContaining('ticket') });
});

test('a person who does not stay signed in is signed in until the program ends, and nothing is written', async () => {
  const first = open();
  await first.calls['session:sign-in']({ ...form, staySignedIn: false });
  expect(first.vault.kept.size).toBe(0);
  expect(await first.calls['session:restore']({})).toEqual(account);
  expect(await open(first).calls['session:restore']({})).toBeNull();
});

test('signing in without staying signed in ends what an earlier sign-in kept', async () => {
  const first = open();
  await first.calls['session:sign-in'](form);
  await first.calls['session:sign-in']({ ...form, staySignedIn: false });
  expect(await open(first).calls['session:restore']({})).toBeNull();
});

test('a new account stays signed in', async () => {
  const { calls, vault } = open();
  expect(
    await calls['session:register']({ phone: '+4912345', nickname: 'Ada', password: 'a password' }),
  ).toEqual(account);
  expect(vault.kept.has(origin)).toBe(true);
});

test('a token that the server refuses is forgotten, and the person is signed out', async () => {
  const { calls, server, vault } = open();
  await calls['session:sign-in'](form);
  server.tokens.clear();
  expect(await calls['session:restore']({})).toBeNull();
  expect(vault.kept.size).toBe(0);
  const before = server.asked.length;
  expect(await calls['session:restore']({})).toBeNull();
  expect(server.asked).toHaveLength(before);
});

test('a server that does not answer does not sign the person out', async () => {
  const { calls, server, vault } = open();
  await calls['session:sign-in'](form);
  server.isThere = false;
  await expect(calls['session:restore']({})).rejects.toThrow(new CallError('server-unreachable'));
  expect(vault.kept.size).toBe(1);
  server.isThere = true;
  expect(await calls['session:restore']({})).toEqual(account);
});

test('a refusal of the old token that comes late does not undo a new sign-in', async () => {
  const { calls, server, vault } = open();
  vault.keep(origin, 'an old token');
  server.describesAfter = Promise.resolve(calls['session:sign-in'](form));
  expect(await calls['session:restore']({})).toBeNull();
  expect(await calls['session:restore']({})).toEqual(account);
  expect(vault.kept.get(origin)).toBe([...server.tokens][0]);
});

test.each([false, true])(
  'signing out (everywhere: %s) ends the session here and at the server',
  async (everywhere) => {
    const { calls, server, vault } = open();
    await calls['session:sign-in'](form);
    await calls['session:sign-in'](form);
    expect(await calls['session:sign-out']({ everywhere })).toEqual({});
    expect(vault.kept.size).toBe(0);
    expect(server.tokens.size).toBe(everywhere ? 0 : 1);
    expect(await calls['session:restore']({})).toBeNull();
    expect(await calls['session:sign-out']({ everywhere })).toEqual({});
  },
);

test('signing out forgets the session here even when the server does not answer, and says that it did not', async () => {
  const { calls, server, vault } = open();
  await calls['session:sign-in'](form);
  server.isThere = false;
  await expect(calls['session:sign-out']({ everywhere: false })).rejects.toThrow(CallError);
  expect(vault.kept.size).toBe(0);
  server.isThere = true;
  expect(await calls['session:restore']({})).toBeNull();
});

test('without a session there is no ticket and no new password', async () => {
  const { calls } = open();
  await expect(calls['session:ticket']({})).rejects.toThrow(new RequestError('not-signed-in'));
  await expect(calls['session:change-password']({ current: 'old', next: 'new' })).rejects.toThrow(
    'not-signed-in',
  );
});

test('while the program is at no server, no call does anything', async () => {
  const { calls, server } = open({}, null);
  const refused = new DesktopError('not-permitted-here');
  await expect(async () => calls['session:restore']({})).rejects.toThrow(refused);
  await expect(calls['session:sign-in'](form)).rejects.toThrow(refused);
  await expect(calls['session:ticket']({})).rejects.toThrow(refused);
  expect(server.asked).toEqual([]);
});

test('the sign-in of one server is never shown to another', async () => {
  const first = open();
  await first.calls['session:sign-in'](form);
  const elsewhere = open(first, 'https://other.example.org');
  expect(await elsewhere.calls['session:restore']({})).toBeNull();
  await expect(elsewhere.calls['session:ticket']({})).rejects.toThrow('not-signed-in');
});

test('a request that carries a token follows no redirect and takes no cookies along', async () => {
  const { calls, server } = open();
  await calls['session:sign-in'](form);
  await calls['session:ticket']({});
  const asked = server.asked.at(-1);
  expect(asked?.token).toContain('token-');
  expect(asked?.init).toMatchObject({ redirect: 'error', credentials: 'omit', cache: 'no-store' });
});

test('no answer and no error of any call holds the token', async () => {
  const { service, calls, server } = open();
  const told: unknown[] = [];
  const run = async (name: keyof typeof calls, call: () => unknown): Promise<void> => {
    told.push([name]);
    try {
      told.push(await call());
    } catch (error) {
      const { stack, cause, ...rest } = error as Error;
      told.push(stack, String(cause), rest);
    }
  };
  const runAll = async (): Promise<void> => {
    await run('session:register', () =>
      calls['session:register']({ phone: '1', nickname: 'Ada', password: 'a' }),
    );
    await run('session:sign-in', () => calls['session:sign-in'](form));
    await run('session:restore', () => calls['session:restore']({}));
    await run('session:ticket', () => calls['session:ticket']({}));
    await run('session:devices', () => calls['session:devices']({}));
    await run('session:sign-out-device', () => calls['session:sign-out-device']({ sessionId: 's1' }));
    await run('session:sign-out-others', () => calls['session:sign-out-others']({}));
    await run('session:ask', () => calls['session:ask']({ name: 'message:history', input: {} }));
    await run('session:change-password', () => calls['session:change-password']({ current: 'a', next: 'b' }));
    await run('session:sign-out', () => calls['session:sign-out']({ everywhere: false }));
    await run('session:forget', () => calls['session:forget']({}));
  };
  await runAll();
  await calls['session:sign-in'](form);
  server.isThere = false;
  await runAll();
  const names = new Set(told.flatMap((part) => (Array.isArray(part) ? part : [])));
  expect(names).toEqual(new Set(Object.keys(calls)));
  expect(server.asked.some(({ token }) => token?.includes('nobody-may-see'))).toBe(true);
  expect(JSON.stringify([told, service])).not.toContain('nobody-may-see');
  expect(told.map(String).join()).not.toContain('nobody-may-see');
});

test('a change of the password gives the machine another key; where a server sends none, it keeps the one it has', async () => {
  for (const [sendsKeys, expected] of [
    [true, nextDeviceKey],
    [false, deviceKey],
  ] as const) {
    const { calls, server } = open();
    server.sendsKeys = sendsKeys;
    await calls['session:sign-in'](form);
    expect(await calls['session:change-password']({ current: 'a', next: 'b' })).toEqual({});
    await calls['session:sign-in'](form);
    const { init } = server.asked.findLast(({ path }) => path === 'sign-in') ?? {};
    expect(JSON.parse(init?.body as string)).toMatchObject({ deviceKey: expected });
  }
});

test('devices are listed and signed out by the token, which the page never sees', async () => {
  const { calls, server } = open();
  await expect(async () => calls['session:devices']({})).rejects.toThrow('not-signed-in');
  await calls['session:sign-in'](form);
  expect(await calls['session:devices']({})).toEqual({ devices: [], newSignIns: [] });
  await calls['session:sign-out-device']({ sessionId: 's1' });
  await calls['session:sign-out-others']({});
  const asked = server.asked.slice(-3);
  expect(asked.map(({ path, init }) => [path, init.body])).toEqual([
    ['devices', '{}'],
    ['sign-out-device', '{"sessionId":"s1"}'],
    ['sign-out-others', '{}'],
  ]);
  for (const { token } of asked) expect(token).toContain('token-');
});

test('a machine that was signed in on before says so at the next sign-in, by whichever name, after signing out and after a restart', async () => {
  const { server, deviceVault, calls } = { ...open(), deviceVault: new FakeVault() };
  const keysOf = () =>
    server.asked
      .filter(({ path }) => path === 'sign-in')
      .map(({ init }) => (JSON.parse(init.body as string) as { deviceKey?: string }).deviceKey);
  await calls['session:sign-in'](form);
  const first = open({ server, deviceVault }).calls;
  await first['session:sign-in']({ ...form, login: 'ada' });
  await first['session:sign-out']({ everywhere: false });
  await first['session:sign-in']({ ...form, login: ' ADA ' });
  await open({ server, deviceVault }).calls['session:sign-in']({ ...form, login: account.phone });
  await open({ server, deviceVault }).calls['session:sign-in']({ ...form, login: 'Bob' });
  expect(keysOf()).toEqual([undefined, undefined, deviceKey, deviceKey, undefined]);
});

test('the page asks for the account by the token that it never sees, and nothing about the session itself', async () => {
  const { calls, server } = open();
  await expect(calls['session:ask']({ name: 'message:history', input: {} })).rejects.toThrow('not-signed-in');
  await calls['session:sign-in'](form);
  await calls['session:ask']({ name: 'message:history', input: { conversation: 'c1' } });
  const asked = server.asked.at(-1);
  expect([asked?.path, asked?.init.body]).toEqual(['history', '{"conversation":"c1"}']);
  expect(asked?.token).toContain('token-');
  const { input } = ipcCalls['session:ask'];
  for (const name of ['account:ticket', 'account:sign-out', 'message:../account/ticket', 'message/x:history'])
    expect(input.safeParse({ name, input: {} }).success).toBe(false);
});
