// `npm run accounts` as the operator runs it, beside a server that has the same database open.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRegistrationCode } from '../../protocol/account/registration-link.ts';
import type { Database } from '../../sql/database.ts';
import { openDatabase } from '../../sql/open-database.ts';
import {
  type AccountSide,
  callerOf,
  digestOf,
  openAccountSide,
  registerWith,
  signInWith,
} from '../helpers/account-client.ts';
import { type Mariadb, startMariadb } from '../helpers/mariadb.ts';

const command = join(import.meta.dirname, '../../server/ops/commands/accounts-command.ts');
let dir: string;
let mariadb: Mariadb;
let database: Database;
let side: AccountSide;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'plenum-command-'));
  mariadb = await startMariadb();
  database = await openDatabase({ dataDir: dir });
  side = await openAccountSide(database, dir);
});
afterAll(async () => {
  side.signIn.close();
  await database.close();
  await mariadb.stop();
  await rm(dir, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  args: readonly string[],
  input = '',
  settings: Record<string, string> = {},
): Promise<Outcome> {
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: dir, ...settings };
  const child = spawn(process.execPath, [command, ...args], { env });
  child.stdin.end(input);
  const [out, err, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: exit[0] as number, out: out.trim(), err: err.trim() };
}

/** A table as other systems have it: salts of their own making, digests in upper or lower case. */
function tableRow(phone: string, nickname: string, salt: string, password: string): string[] {
  return [phone, nickname, salt, digestOf(salt, password)];
}

const csvOf = (rows: readonly string[][]): string =>
  [['phone', 'nickname', 'salt', 'md5'], ...rows]
    .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
    .join('\n');

test('an added account signs in with the password that was piped in', async () => {
  const added = await run(
    ['add', '--phone', '139 0000 0001', '--nickname', '阿达', '--password-stdin'],
    '密码很长的一个\n',
  );
  expect(added).toEqual({ code: 1, out: '', err: 'A password has 8 to 128 characters; this one has 7.' });
  const again = await run(
    ['add', '--phone', '139 0000 0001', '--nickname', '阿达', '--password-stdin'],
    '密码很长的一个!\n',
  );
  expect(again).toEqual({ code: 0, out: '阿达 (13900000001) may sign in.', err: '' });
  expect(await signInWith(side, '阿达', '密码很长的一个!')).toMatchObject({ phone: '13900000001' });
});

test('a taken phone, a missing terminal, an unknown account and an absent database each end with one sentence', async () => {
  const taken = await run(
    ['add', '--phone', '13900000001', '--nickname', 'x', '--password-stdin'],
    'long enough\n',
  );
  expect(taken).toEqual({ code: 1, out: '', err: 'Another account has this phone number.' });
  const typed = await run(['add', '--phone', '13900000002', '--nickname', 'x']);
  expect(typed).toEqual({
    code: 1,
    out: '',
    err: 'There is no terminal to type a password at; pipe it in with --password-stdin.',
  });
  const nobody = await run(['disable', 'nobody']);
  expect(nobody).toEqual({
    code: 1,
    out: '',
    err: 'There is no account with the phone number or nickname nobody.',
  });
  const away = await run(['list'], '', { DATABASE_URL: 'mysql://u:s3cret@127.0.0.1:1/plenum' });
  expect(away.code).toBe(1);
  expect(away.err).toMatch(
    /^The database server at 127\.0\.0\.1:1 does not answer as expected \(ECONNREFUSED\)/,
  );
  expect(away.err).not.toContain('s3cret');
});

test('disabling keeps an account out and ends its sessions, enabling lets it in again', async () => {
  await run(['add', '--phone', '13900000003', '--nickname', 'Bert', '--password-stdin'], 'long enough\n');
  const { token } = await signInWith(side, 'Bert', 'long enough');
  expect(await run(['disable', 'bert'])).toMatchObject({
    code: 0,
    out: 'Bert (13900000003) is disabled and signed out.',
  });
  await expect(callerOf(side, token)).rejects.toMatchObject({ code: 'not-signed-in' });
  await expect(signInWith(side, 'Bert', 'long enough')).rejects.toMatchObject({ code: 'account-disabled' });
  expect((await run(['list'])).out).toMatch(/13900000003 .* disabled {2}Bert/);
  expect(await run(['enable', '139-0000-0003'])).toMatchObject({
    code: 0,
    out: 'Bert (13900000003) is enabled.',
  });
  await signInWith(side, 'Bert', 'long enough');
});

test('a password that was reset works alone, and the account is signed out', async () => {
  await run(['add', '--phone', '13900000004', '--nickname', 'Cora', '--password-stdin'], 'long enough\n');
  const { token } = await signInWith(side, 'Cora', 'long enough');
  expect(await run(['reset-password', 'Cora', '--password-stdin'], 'another one\n')).toMatchObject({
    code: 0,
  });
  await expect(callerOf(side, token)).rejects.toMatchObject({ code: 'not-signed-in' });
  await expect(signInWith(side, 'Cora', 'long enough')).rejects.toMatchObject({ code: 'wrong-credentials' });
  await signInWith(side, 'Cora', 'another one');
});

test('a CSV file with Chinese nicknames is imported once, and its people sign in with their old passwords, by phone number first', async () => {
  const file = join(dir, 'users.csv');
  const people = [
    tableRow('13800000001', '张伟', 'a,"b', '旧密码一'),
    tableRow('13800000002', '王芳 🎙', '盐'.repeat(64), 'p2'),
    tableRow('+86 138-0000-0003', '张伟', ' ', 'p3'),
  ].map(([phone = '', nickname = '', salt = '', md5 = '']) => [phone, nickname, salt, md5.toUpperCase()]);
  await writeFile(file, csvOf(people));
  const first = await run(['import', '--csv', file]);
  expect(first).toEqual({
    code: 0,
    out: [
      'line 4: the nickname 张伟 is taken; it becomes 张伟 #2.',
      '3 imported (1 renamed), 0 skipped, 0 wrong.',
    ].join('\n'),
    err: expect.stringMatching(/^3 of 3 accounts, \d+ s$/) as string,
  });
  for (const [login, password] of [
    ['13800000001', '旧密码一'],
    ['13800000002', 'p2'],
    ['王芳 🎙', 'p2'],
    ['+8613800000003', 'p3'],
    ['张伟 #2', 'p3'],
  ] as const) {
    await callerOf(side, (await signInWith(side, login, password)).token);
  }
  const stored = await database.accounts.byPhone('13800000001');
  expect(stored?.credential).toMatch(/^\$argon2id\$/);
  const count = (await database.accounts.all()).length;
  const second = await run(['import', '--csv', file]);
  expect(second.out).toContain('0 imported (0 renamed), 3 skipped, 0 wrong.');
  expect(second.out).toContain('line 2: an account has the phone number 13800000001 already.');
  expect(await database.accounts.all()).toHaveLength(count);
});

test('a file with wrong rows is not imported at all, each is named, and they can be left out', async () => {
  const file = join(dir, 'wrong.csv');
  await writeFile(
    file,
    csvOf([['12', 'a', 's', 'x'], tableRow('13800000010', 'Dora', 's', 'p'), ['13800000011', 'e', 's', 'x']]),
  );
  const refused = await run(['import', '--csv', file]);
  expect(refused).toEqual({
    code: 1,
    out: '',
    err: [
      'line 2: "12" is no phone number of 5 to 15 digits.',
      'line 4: the md5 is not 32 hexadecimal digits.',
      '2 of 3 rows are wrong, and nothing was imported; correct them, or leave them out with --skip-wrong.',
    ].join('\n'),
  });
  expect(await database.accounts.byPhone('13800000010')).toBeUndefined();
  expect((await run(['import', '--csv', file, '--skip-wrong'])).out).toContain('1 imported');
  await signInWith(side, '13800000010', 'p');
});

test('a table of another MySQL database is imported by the names of its columns, into MariaDB', async () => {
  await mariadb.run('create database old character set gbk');
  await mariadb.run(
    'create table old.`t user` (`tel` bigint, `nick name` varchar(40), salt varchar(64), passwd char(32))',
  );
  const salt = "o'salt\\";
  await mariadb.run(
    `insert into old.\`t user\` values (13700000001, '李娜', 'o''salt\\\\', '${digestOf(salt, '口令')}')`,
  );
  const settings = { DATABASE_URL: mariadb.url('plenum') };
  const args = ['import', '--mysql-url', mariadb.url('old'), '--table', 't user'];
  const unnamed = await run(args, '', settings);
  expect(unnamed).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^The table t user cannot be read: Unknown column/) as string,
  });
  const imported = await run([...args, '--columns', 'phone=tel,nickname=nick name,md5=passwd'], '', settings);
  expect(imported).toMatchObject({
    code: 0,
    out: '1 imported (0 renamed), 0 skipped, 0 wrong.',
  });
  const other = await openDatabase({ url: settings.DATABASE_URL, dataDir: dir });
  const otherSide = await openAccountSide(other, dir);
  for (const login of ['13700000001', '李娜'])
    expect(await signInWith(otherSide, login, '口令')).toMatchObject({ phone: '13700000001' });
  otherSide.signIn.close();
  await other.close();
});

test('S5: an invitation to register is a link for as many accounts and days as asked', async () => {
  const { code, out } = await run(['invite', '--uses', '2', '--address', 'https://meet.example.org']);
  expect(code).toBe(0);
  const invitation = readRegistrationCode(out) ?? '';
  expect(out).toBe(`https://meet.example.org/#/register?invitation=${invitation}`);
  const invited = await openAccountSide(database, dir, 'invited');
  for (const number of [1, 2]) {
    const person = { phone: `1360000000${number}`, nickname: `Guest ${number}`, password: 'a password' };
    await registerWith(invited, person, { invitation });
  }
  const third = { phone: '13600000003', nickname: 'Guest 3', password: 'a password' };
  await expect(registerWith(invited, third, { invitation })).rejects.toThrow('invitation-needed');
  invited.signIn.close();
  expect(await run(['invite', '--uses', '0'])).toMatchObject({
    code: 1,
    err: '--uses is 0 but must be a whole number from 1 to 10000.',
  });
});

test('an import without a source says what it needs', async () => {
  const needs = 'An import needs either --csv FILE, or --mysql-url URL and --table NAME.';
  expect(await run(['import'])).toEqual({ code: 1, out: '', err: needs });
  expect(await run(['import', '--mysql-url', mariadb.url('old')])).toEqual({ code: 1, out: '', err: needs });
});

test('the list as JSON holds every account and nothing of passwords', async () => {
  const { out } = await run(['list', '--json']);
  const phones = (JSON.parse(out) as { phone: string }[]).map(({ phone }) => phone);
  expect(phones).toEqual((await database.accounts.all()).map(({ phone }) => phone));
  expect(out).not.toMatch(/argon2|salt|credential/);
});

test('T56: an account is deleted after its phone number was typed, or with --yes, and nothing of it is listed', async () => {
  const phone = '13900000077';
  const added = ['add', '--phone', phone, '--nickname', '走的人', '--password-stdin'];
  await run(added, 'long enough\n');
  expect(await run(['delete', '走的人'], 'no\n')).toMatchObject({ code: 1, out: '' });
  expect(await run(['delete', '走的人'])).toMatchObject({ code: 1, out: '' });
  const deleted = `走的人 (${phone}) is deleted: 0 messages stay, without a name, with those they were written to, 0 conversations without other members are erased, and 0 groups have another owner.`;
  expect(await run(['delete', '走的人'], `${phone}\n`)).toMatchObject({ code: 0, out: deleted });
  expect((await run(['list'])).out).not.toContain(phone);
  await expect(signInWith(side, '走的人', 'long enough')).rejects.toThrow();
  // Number and name are free again.
  expect((await run(added, 'long enough\n')).code).toBe(0);
  expect((await run(['delete', phone, '--yes'])).out).toBe(deleted);
});
