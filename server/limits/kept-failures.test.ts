import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFailures } from './kept-failures.ts';
import { SignInLimits } from '../features/sign-in/sign-in-limits.ts';

let dataDir: string;
const failed: unknown[] = [];
beforeEach(async () => {
  failed.splice(0);
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-failures-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const attempt = { loginKey: 'phone:13900001001', address: '10.0.0.1' };
const onFailed = (error: unknown): void => void failed.push(error);

test('S12: a login that waits still waits after a restart, and the file names neither it nor its address', async () => {
  const hash = (text: string): string => Buffer.from(text).toString('base64');
  const before = new SignInLimits(undefined, hash);
  const kept = await keepFailures(before, join(dataDir, 'sign-in-failures.json'), onFailed);
  for (let count = 0; count < 10; count += 1) await before.begin(attempt);
  await kept.close();
  const file = join(dataDir, 'sign-in-failures.json');
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await readFile(file, 'utf8')).not.toMatch(/13900001001|10\.0\.0\.1/);
  const after = new SignInLimits(undefined, hash);
  await (await keepFailures(after, join(dataDir, 'sign-in-failures.json'), onFailed)).close();
  await expect(after.begin(attempt)).rejects.toMatchObject({ code: 'too-many-attempts' });
  expect(failed).toEqual([]);
});

test('counts that cannot be read are reported and keep no caller out, and neither do those that cannot be written', async () => {
  await writeFile(join(dataDir, 'sign-in-failures.json'), '{"byLogin":');
  const limits = new SignInLimits();
  const kept = await keepFailures(limits, join(dataDir, 'sign-in-failures.json'), onFailed);
  expect(failed).toHaveLength(1);
  await limits.begin(attempt);
  await kept.close();
  const nowhere = await keepFailures(limits, join(dataDir, 'missing', 'sign-in-failures.json'), onFailed);
  await nowhere.close();
  expect(failed).toHaveLength(2);
});
