import { createHash, createHmac } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { beforeAll, expect, test } from 'vitest';
import { Credentials } from './credentials.ts';

const pepper = { hash: (text: string) => createHmac('sha256', 'secret').update(text).digest('hex') };
const digest = createHash('md5').update('saltpassword').digest('hex');
let credentials: Credentials;

beforeAll(async () => {
  credentials = await Credentials.create([pepper]);
});

test('a digest matches the credential that was made of it, and no other does', async () => {
  const credential = await credentials.make(digest);
  expect(await credentials.matches(credential, digest)).toBe(true);
  expect(await credentials.matches(credential, digest.replace(/^./, '_'))).toBe(false);
});

test('a credential is argon2id with 19 MiB, two passes and one lane, over the peppered digest', async () => {
  const credential = await credentials.make(digest);
  expect(credential).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const other = await Credentials.create([{ hash: (text) => text }]);
  expect(await other.matches(credential, digest)).toBe(false);
  expect(await other.matches(credential, pepper.hash(digest))).toBe(true);
});

test('the same digest twice makes two credentials', async () => {
  expect(await credentials.make(digest)).not.toBe(await credentials.make(digest));
});

test('nothing matches when there is no credential', async () => {
  expect(await credentials.matches(undefined, digest)).toBe(false);
});

test('a credential with weaker parameters still matches, and is outdated', async () => {
  const weak = await hash(pepper.hash(digest), { memoryCost: 8192, timeCost: 1, parallelism: 1 });
  expect(await credentials.matches(weak, digest)).toBe(true);
  expect(credentials.isOutdated(weak)).toBe(true);
  expect(credentials.isOutdated(await credentials.make(digest))).toBe(false);
});

test('after a second pepper older credentials still match and are outdated, new ones say whose they are', async () => {
  const old = await credentials.make(digest);
  const second = { hash: (text: string) => createHmac('sha256', 'second').update(text).digest('hex') };
  const rotated = await Credentials.create([pepper, second]);
  expect(await rotated.matches(old, digest)).toBe(true);
  expect(rotated.isOutdated(old)).toBe(true);
  const renewed = await rotated.make(digest);
  expect(renewed).toMatch(/^p2\$argon2id\$/);
  expect(await rotated.matches(renewed, digest)).toBe(true);
  expect(await rotated.matches(renewed, digest.replace(/^./, '_'))).toBe(false);
  expect(rotated.isOutdated(renewed)).toBe(false);
  await expect(credentials.matches(renewed, digest)).rejects.toThrow('restart the server');
});
