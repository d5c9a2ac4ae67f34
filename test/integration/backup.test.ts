// Backups as the operator makes and restores them, while a server writes, on both databases and from one to the other.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../sql/database.ts';
import { openDatabase } from '../../sql/open-database.ts';
import { checkCounters } from '../../sql/check-counters.ts';
import { TestMessages } from '../../server/features/messages/test-messages.ts';
import { allHits } from '../../server/features/messages/test-search.ts';
import { writeArchive } from '../../server/ops/backup/archive.ts';
import { openAccountSide, registerWith, signInWith } from '../helpers/account-client.ts';
import { type Mariadb, startMariadb } from '../helpers/mariadb.ts';

const commandsDir = join(import.meta.dirname, '../../server/ops/commands');
const execute = promisify(execFile);
const folders: string[] = [];
let mariadb: Mariadb;

beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(async () => {
  await mariadb.stop();
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-backup-'));
  folders.push(folder);
  return folder;
}

interface Place {
  readonly dataDir: string;
  readonly url: string | undefined;
}

/** Runs a command at a place; resolves with what it said, or with its sentence when it failed. */
async function run(command: string, args: readonly string[], { dataDir, url }: Place): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, ...(url && { DATABASE_URL: url }) };
  const file = join(commandsDir, `${command}-command.ts`);
  try {
    const { stdout } = await execute(process.execPath, [file, ...args], { env });
    return stdout.trim();
  } catch (error) {
    return `failed: ${(error as { stderr: string }).stderr.trim()}`;
  }
}

const places = {
  SQLite: async (): Promise<Place> => ({ dataDir: await newFolder(), url: undefined }),
  MariaDB: async (): Promise<Place> => {
    const dataDir = await newFolder();
    return { dataDir, url: mariadb.url(`backup_${dataDir.slice(-6).toLowerCase().replaceAll('-', '_')}`) };
  },
};
let people = 0;

/** A place with one account, and the way to open it. */
async function fill(place: Place): Promise<{ database: Database; nickname: string }> {
  const database = await openDatabase(place);
  const side = await openAccountSide(database, place.dataDir);
  people += 1;
  const nickname = `person ${people}`;
  await registerWith(side, { phone: `1370000${1000 + people}`, nickname, password: 'a password' });
  side.signIn.close();
  return { database, nickname };
}

interface Written {
  readonly accountId: string;
  readonly conversation: string;
}

/** Two people write, edit, recall and read at a place. */
async function writeMessages(place: Place): Promise<Written> {
  const messages = await TestMessages.over(place);
  const [ann = '', accountId = ''] = await messages.register('ann', 'bob');
  const conversation = await messages.group(ann, accountId);
  for (const text of ['备份的第一条 😀', 'second', 'third', "it's 100% \\ kept"])
    await messages.send(ann, conversation, text);
  await messages.ask(ann, 'message:edit', { conversation, seq: 2, text: '第二条' });
  await messages.ask(ann, 'message:recall', { conversation, seq: 3 });
  await messages.ask(accountId, 'conversation:mark-read', { conversation, seq: 2 });
  await messages.close();
  return { accountId, conversation };
}

/** What a member sees and finds at a place. */
async function readMessages(place: Place, { accountId, conversation }: Written): Promise<unknown> {
  const messages = await TestMessages.over(place);
  const synced = await messages.ask(accountId, 'conversations:sync', { cursor: 0, known: [] });
  const found = [];
  for (const text of ['备份', '条', 'third', '%', '\\']) found.push(await allHits(messages, accountId, text));
  expect(found).toEqual([
    ['备份的第一条 😀'],
    ['第二条', '备份的第一条 😀'],
    [],
    ["it's 100% \\ kept"],
    ["it's 100% \\ kept"],
  ]);
  const history = await messages.ask(accountId, 'message:history', { conversation });
  await messages.close();
  return { synced, history };
}

/** Signs in at a place as a server started there would let one. */
async function signInAt(place: Place, nickname: string): Promise<unknown> {
  const database = await openDatabase(place);
  const side = await openAccountSide(database, place.dataDir);
  try {
    return await signInWith(side, nickname, 'a password').catch((error: unknown) => error);
  } finally {
    side.signIn.close();
    await database.close();
  }
}

describe.each([
  ['SQLite', 'SQLite'],
  ['MariaDB', 'MariaDB'],
  ['SQLite', 'MariaDB'],
  ['MariaDB', 'SQLite'],
] as const)('from %s to %s', (from, to) => {
  test('a backup made while people register and sign in is whole, and opens their accounts elsewhere', async () => {
    const place = await places[from]();
    const { database, nickname } = await fill(place);
    const written = await writeMessages(place);
    const side = await openAccountSide(database, place.dataDir);
    const over = new AbortController();
    const before: string[] = [];
    const register = async (): Promise<void> => {
      while (!over.signal.aborted) {
        people += 1;
        const person = { phone: `1370000${1000 + people}`, nickname: `person ${people}` };
        await registerWith(side, { ...person, password: 'a password' });
        before.push(person.nickname);
      }
    };
    const signIn = async (): Promise<void> => {
      while (!over.signal.aborted) await signInWith(side, nickname, 'a password');
    };
    const loading = Promise.all([register(), register(), register(), signIn()]);
    while (before.length < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    const acknowledged = [...before];
    const file = join(await newFolder(), 'one.backup');
    expect(await run('backup', [file], place)).toMatch(/^\d+ accounts and \d+ sessions are in /);
    over.abort();
    await loading;
    side.signIn.close();
    await database.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const other = await places[to]();
    expect(await run('restore', [file], other)).toMatch(/are as they were at \d{4}-/);
    const restored = await openDatabase(other);
    const accounts = await restored.accounts.all();
    await restored.close();
    expect(await readMessages(other, written)).toEqual(await readMessages(place, written));
    expect(await checkCounters(other)).toEqual([]);
    const names = new Set(accounts.map((account) => account.nickname));
    expect([nickname, ...acknowledged].filter((name) => !names.has(name))).toEqual([]);
    expect((await stat(join(other.dataDir, 'pepper'))).mode & 0o777).toBe(0o600);
    expect(await signInAt(other, acknowledged.at(-1) ?? '')).toMatchObject({ nickname: acknowledged.at(-1) });
  });
});

describe.each(['SQLite', 'MariaDB'] as const)('on %s', (name) => {
  test('accounts that are there are kept unless it is said that they may be lost', async () => {
    const [place, other] = [await places[name](), await places[name]()];
    const [one, two] = [await fill(place), await fill(other)];
    await Promise.all([one.database.close(), two.database.close()]);
    const file = join(await newFolder(), 'one.backup');
    await run('backup', [file], place);
    expect(await run('restore', [file], other)).toBe(
      'failed: There are accounts already; add --replace to put the backup in their place.',
    );
    expect(await signInAt(other, two.nickname)).toMatchObject({ nickname: two.nickname });
    expect(await run('restore', [file, '--replace'], other)).toMatch(/^1 accounts/);
    expect(await signInAt(other, one.nickname)).toMatchObject({ nickname: one.nickname });
    expect(await signInAt(other, two.nickname)).toMatchObject({ code: 'wrong-credentials' });
  });

  test('S20: a backup that fails half-way leaves everything as it was, and no secret of its own', async () => {
    const place = await places[name]();
    const { database, nickname } = await fill(place);
    await database.close();
    const file = join(await newFolder(), 'bad.backup');
    const pepper = await readFile(join(place.dataDir, 'pepper'));
    await writeArchive(file, async (put) => {
      await put({ kind: 'head', madeAt: 'now', steps: [] });
      await put({ kind: 'secret', name: 'pepper', content: Buffer.alloc(32) });
      await put({ kind: 'rows', table: 'marks', rows: [{ name: 'x', value: 'y' }] });
      await put({ kind: 'rows', table: 'marks', rows: [{ name: 'x', value: 'y' }] });
    });
    expect(await run('restore', [file, '--replace'], place)).toContain('failed:');
    expect(await readFile(join(place.dataDir, 'pepper'))).toEqual(pepper);
    expect((await readdir(place.dataDir)).filter((name) => name.endsWith('.restored'))).toEqual([]);
    expect(await signInAt(place, nickname)).toMatchObject({ nickname });
  });
});

describe('a file is refused with one sentence', () => {
  test('when it was made by a newer version', async () => {
    const file = join(await newFolder(), 'new.backup');
    await writeArchive(file, async (put) => {
      await put({ kind: 'head', madeAt: 'now', steps: ['0001-accounts', '9999-later'] });
      await put({ kind: 'secret', name: 'pepper', content: Buffer.alloc(32) });
    });
    expect(await run('restore', [file], await places.SQLite())).toBe(
      'failed: The backup was made by a newer version of Plenum (step 9999-later); run that version or a later one.',
    );
  });

  test('when it is damaged, cut short, no backup, or not there', async () => {
    const place = await places.SQLite();
    await (await fill(place)).database.close();
    const folder = await newFolder();
    const file = join(folder, 'one.backup');
    await run('backup', [file], place);
    const whole = await readFile(file);
    const cut = join(folder, 'cut.backup');
    await writeFile(cut, whole.subarray(0, whole.length - 40));
    const bent = join(folder, 'bent.backup');
    await writeFile(
      bent,
      whole.map((byte, index) => (index === 200 ? byte ^ 1 : byte)),
    );
    const odd = join(folder, 'odd.backup');
    await writeFile(odd, 'something else');
    for (const bad of [cut, bent, odd, join(folder, 'none.backup')]) {
      const said = await run('restore', [bad], await places.SQLite());
      expect(said).toMatch(/^failed: \S+ (is|was) [^\n]+\.$/);
    }
    expect(await run('backup', [file], place)).toBe(`failed: ${file} is there already; name another file.`);
  });
});
