import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readColumnNames } from './read-column-names.ts';
import { readCsv } from './read-csv.ts';

const columns = readColumnNames(undefined);
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'plenum-csv-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const file = join(dir, 'users.csv');
  await writeFile(file, content);
  return file;
}

test('rows are read by the names of their columns, in any order, with their line numbers', async () => {
  const file = await fileOf(
    'md5,Phone,other,salt,nickname\r\nm1,p1,x,s1,"a ""b"", c"\r\n\r\nm2,p2,x," s 2 ",张伟\r\n',
  );
  expect(await readCsv(file, columns, 'utf-8')).toEqual([
    { where: 'line 2', phone: 'p1', nickname: 'a "b", c', salt: 's1', md5: 'm1' },
    { where: 'line 4', phone: 'p2', nickname: '张伟', salt: ' s 2 ', md5: 'm2' },
  ]);
});

test('a mark at the start of the file does not become part of the first name', async () => {
  const file = await fileOf('\ufeffphone,nickname,salt,md5\n1,2,3,4\n');
  expect(await readCsv(file, columns, 'utf-8')).toHaveLength(1);
});

test('other names for the columns can be given', async () => {
  const file = await fileOf('tel,name,salt,md5\n1,2,3,4\n');
  const [row] = await readCsv(file, readColumnNames('phone=tel,nickname=name'), 'utf-8');
  expect(row).toMatchObject({ phone: '1', nickname: '2' });
});

test('a row that is too short has empty fields, for the plan to name', async () => {
  const [row] = await readCsv(await fileOf('phone,nickname,salt,md5\n1\n'), columns, 'utf-8');
  expect(row).toEqual({ where: 'line 2', phone: '1', nickname: '', salt: '', md5: '' });
});

test('a file in another encoding is read when it is named, and refused with a hint when not', async () => {
  // 张伟 in GB 18030.
  const bytes = Buffer.concat([
    Buffer.from('phone,nickname,salt,md5\n1,'),
    Buffer.from('d5c5ceb0', 'hex'),
    Buffer.from(',3,4\n'),
  ]);
  const file = await fileOf(bytes);
  expect((await readCsv(file, columns, 'gb18030'))[0]?.nickname).toBe('张伟');
  await expect(readCsv(file, columns, 'utf-8')).rejects.toThrow(
    'is not encoded as utf-8; name its encoding with --encoding',
  );
  await expect(readCsv(file, columns, 'klingon')).rejects.toThrow(
    '--encoding is "klingon" but must be a known encoding',
  );
});

test('missing columns are named together with those that are there', async () => {
  const file = await fileOf('tel,nickname,hash\n');
  await expect(readCsv(file, columns, 'utf-8')).rejects.toThrow(
    'has no column "phone", "salt", "md5" among tel, nickname, hash',
  );
});

test('an empty file, an open quote, an endless record and a missing file are refused in one sentence', async () => {
  await expect(readCsv(await fileOf(''), columns, 'utf-8')).rejects.toThrow('users.csv is empty.');
  await expect(readCsv(await fileOf('phone,nickname,salt,md5\n"1,2\n'), columns, 'utf-8')).rejects.toThrow(
    'is not a CSV file that can be read',
  );
  await expect(
    readCsv(await fileOf(`phone,nickname,salt,md5\n${'1'.repeat(20_000)}`), columns, 'utf-8'),
  ).rejects.toThrow('is not a CSV file that can be read');
  await expect(readCsv(join(dir, 'none.csv'), columns, 'utf-8')).rejects.toThrow(
    'none.csv cannot be read (ENOENT).',
  );
});
