// Secrets: made with the first start, for their owner only; never logged, never told to others; made anew by a command.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { type Account, askHttp, Member, registerAccount } from './member.ts';

const execute = promisify(execFile);
const command = join(import.meta.dirname, '../../server/ops/commands/secrets-command.ts');
/** Of registerAccount. */
const password = 'a password';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: 'trace', HOST: '127.0.0.1' } });
});
afterAll(() => server.stop());

async function secrets(...args: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: server.dataDir };
  return (await execute(process.execPath, [command, ...args], { env })).stdout;
}

async function signIn(url: string, { phone }: Account): Promise<{ token: string; deviceKey: string }> {
  const { salt } = (await askHttp(url, 'account:salt', { login: phone })).body;
  const digest = createHash('md5')
    .update(`${String(salt)}${password}`)
    .digest('hex');
  const answer = await askHttp(url, 'account:sign-in', { login: phone, digest });
  expect(answer.status).toBe(200);
  return answer.body as unknown as { token: string; deviceKey: string };
}

test('the first start makes the secrets, and only their owner may read the data folder', async () => {
  const names = await readdir(server.dataDir);
  expect(names).toEqual(expect.arrayContaining(['pepper', 'device-key', 'plenum.db']));
  for (const name of names) {
    expect((await stat(join(server.dataDir, name))).mode & 0o077, name).toBe(0);
  }
});

test('a log of everything has no secret in it, and no answer or notice has another’s address', async () => {
  const account = await registerAccount(server.url);
  const session = await signIn(server.url, account);
  await askHttp(server.url, 'account:sign-in', { login: account.phone, digest: 'f'.repeat(32) });
  const ticket = (await askHttp(server.url, 'account:ticket', {}, session.token)).body['ticket'];
  const host = await Member.open(server.url, { ...account, token: session.token });
  const guest = await Member.open(server.url, await registerAccount(server.url));
  const { number, secret } = (await host.request('room:create')).room;
  const { pin = '' } = await host.request('room:require-pin', { required: true });
  expect(await guest.refusal('room:join', { number, pin: pin === '000000' ? '111111' : '000000' })).toBe(
    'pin-wrong',
  );
  const joined = await guest.request('room:join', { number, secret });
  await host.request('room:lock', { locked: true });
  expect(await guest.refusal('media:connect', { transportId: 'x' })).toBe('bad-request');
  const said = JSON.stringify([host.notices, guest.notices, joined.room]);
  for (const member of [host, guest]) member.close();
  await askHttp(server.url, 'account:sign-out', {}, session.token);

  // All clients here come from loopback; media is announced under it, who is there is not.
  expect(said).not.toMatch(/127\.0\.0\.1|::1|localhost/);
  const files = await Promise.all(
    ['pepper', 'device-key'].map((name) => readFile(join(server.dataDir, name))),
  );
  const kept = files.flatMap((content) => [content.toString('hex'), content.toString('base64')]);
  const words = [
    account.token,
    session.token,
    session.deviceKey,
    String(ticket),
    secret ?? 'no secret',
    `"${pin}"`,
    password,
  ];
  const log = server.output.stdout + server.output.stderr;
  expect(log).toContain('room opened');
  for (const word of [...words, ...kept, 'f'.repeat(32)]) expect(log.includes(word), word).toBe(false);
});

test('rotating pepper and device key signs no one out, and passwords go over at the next sign-in', async () => {
  const account = await registerAccount(server.url);
  expect(await secrets('rotate', 'pepper')).toMatch(/^pepper-2 is made\. Restart the server now/);
  expect(await secrets('rotate', 'device-key')).toContain('Restart the server now');
  const dataDir = await server.stopKeepingData();
  server = await startServer({ env: { DATA_DIR: dataDir } });
  const described = await askHttp(server.url, 'account:describe', {}, account.token);
  expect(described.status).toBe(200);
  const behind = async (): Promise<number> =>
    Number(/accounts (\d+) have not signed in/.exec(await secrets('show'))?.[1]);
  const before = await behind();
  await signIn(server.url, account);
  expect(await behind()).toBe(before - 1);
  await signIn(server.url, account);
  expect(await secrets('show')).toMatch(/^device-key +since \d{4}-\d\d-\d\d$/m);
});

test('rotating tokens signs all people out, those in a meeting too', async () => {
  const account = await registerAccount(server.url);
  const member = await Member.open(server.url, account);
  await member.request('room:create');
  expect(await secrets('rotate', 'tokens')).toContain('All people are signed out');
  expect((await askHttp(server.url, 'account:describe', {}, account.token)).status).toBe(401);
  await member.closed();
  expect(member.told('session:ended')).toHaveLength(1);
});
