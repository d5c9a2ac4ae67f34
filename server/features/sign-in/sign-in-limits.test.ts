import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RequestError } from '../../../protocol/error-codes.ts';
import { SignInLimits, type StoredLimits, waitAfterFailuresMs } from './sign-in-limits.ts';

/** Of an address that has used up its free failures. */
const sparedChecks = 600;
/** Tries of logins without end, one each, until one is told to wait. */
async function spray(
  limits: SignInLimits,
  address: string,
  word = 'sprayed',
): Promise<{ tries: number; retryAfterMs: number }> {
  for (let tries = 0; ; tries += 1) {
    try {
      await limits.begin(by(`${word}-${tries}`, address));
    } catch (error) {
      return { tries, retryAfterMs: (error as RequestError).details.retryAfterMs ?? 0 };
    }
  }
}

const by = (loginKey: string, address: string, deviceId?: string) => ({ loginKey, address, deviceId });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('nine failures are free, then waits double from 30 seconds up to 15 minutes', () => {
  const seconds = [9, 10, 11, 12, 13, 14, 15, 16, 1000].map(
    (failures) => waitAfterFailuresMs(failures) / 1000,
  );
  expect(seconds).toEqual([0, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test('S17: ten failures at one login make it wait at that address, and nowhere else', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', '10.0.0.1'));
  const refusal = { code: 'too-many-attempts', details: { retryAfterMs: 30_000 } };
  await expect(limits.begin(by('anna', '10.0.0.1'))).rejects.toMatchObject(refusal);
  await limits.begin(by('anna', '10.0.0.2'));
  await limits.begin(by('bert', '10.0.0.1'));
  vi.advanceTimersByTime(30_001);
  await limits.begin(by('anna', '10.0.0.1'));
  await expect(limits.begin(by('anna', '10.0.0.1'))).rejects.toMatchObject({
    details: { retryAfterMs: 60_000 },
  });
});

test('forty failures at one login from everywhere make it wait wherever it did not sign in before', async () => {
  const limits = new SignInLimits();
  await (await limits.begin(by('anna', '10.1.0.1'))).succeeded();
  limits.registered('anna', '10.1.0.2');
  for (let count = 0; count < 30; count += 1) await limits.begin(by('anna', `10.0.0.${count}`));
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', `10.0.8.${count}`));
  await expect(limits.begin(by('anna', '10.0.9.9'))).rejects.toMatchObject({ code: 'too-many-attempts' });
  await limits.begin(by('anna', '10.1.0.1'));
  await limits.begin(by('anna', '10.1.0.2'));
});

test('tries at the same moment are counted before they are made', async () => {
  const limits = new SignInLimits();
  const tries = Array.from({ length: 50 }, () => limits.begin(by('anna', '10.0.0.1')));
  const allowed = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
  expect(allowed.length).toBe(10);
});

test('S17: a right password of a login that did not fail passes at an address with a hundred failures', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 100; count += 1) await limits.begin(by(`login-${count % 20}`, '10.0.0.1'));
  await limits.begin(by('anna', '10.0.0.1'));
  await (await limits.begin(by('anna', '10.0.0.1'))).succeeded();
  await expect(limits.begin(by('login-1', '10.0.0.1'))).rejects.toMatchObject({
    code: 'too-many-attempts',
    details: { retryAfterMs: 3_600_000 },
  });
});

test('S17: a right password on a new device passes while its login is guessed at from many addresses, which get no more than sixty', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 30; count += 1) await limits.begin(by('anna', `10.0.0.${count}`));
  await (await limits.begin(by('anna', '10.0.9.1'))).succeeded();
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', `10.0.1.${count}`));
  await expect(limits.begin(by('anna', '10.0.9.2'))).rejects.toMatchObject({ code: 'too-many-attempts' });
  await limits.begin(by('anna', '10.0.9.1'));
});

test('S17: one password at a thousand logins of one address is checked 700 times, then 300 times an hour, and no other address waits', async () => {
  const limits = new SignInLimits();
  expect(await spray(limits, '10.0.0.1')).toEqual({ tries: 100 + sparedChecks, retryAfterMs: 12_000 });
  await limits.begin(by('anna', '10.0.0.2'));
  vi.advanceTimersByTime(12_001);
  // The next right password, which costs nothing: the one after it passes too.
  await (await limits.begin(by('bert', '10.0.0.1'))).succeeded();
  await limits.begin(by('cid', '10.0.0.1'));
  await expect(limits.begin(by('dora', '10.0.0.1'))).rejects.toMatchObject({
    details: { retryAfterMs: 12_000 },
  });
  vi.advanceTimersByTime(1_800_000);
  const later = await spray(limits, '10.0.0.1', 'later');
  expect(later.tries).toBe(150);
});

test('S17: three hundred people behind one router mistype on new devices, and all sign in though one of them sprays 300 logins', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 300; count += 1) await limits.begin(by(`sprayed-${count}`, '10.0.0.1'));
  const people = Array.from({ length: 300 }, (_, index) => by(`person-${index}`, '10.0.0.1'));
  for (const person of people) {
    await limits.begin(person);
    await (await limits.begin(person)).succeeded();
  }
});

test('S17: an account that signed in at an address, or on the device, passes though everything that is spared there is used up', async () => {
  const limits = new SignInLimits();
  await (await limits.begin(by('anna', '10.0.0.1'))).succeeded();
  await spray(limits, '10.0.0.1');
  await (await limits.begin(by('anna', '10.0.0.1'))).succeeded();
  await (await limits.begin(by('bert', '10.0.0.1', 'laptop'))).succeeded();
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', '10.0.0.1'));
  await expect(limits.begin(by('anna', '10.0.0.1'))).rejects.toMatchObject({ code: 'too-many-attempts' });
});

test('S12: the networks of one IPv6 /48 have no more failures than sixteen addresses', async () => {
  const limits = new SignInLimits();
  const tries = Array.from({ length: 12_000 }, (_, index) =>
    limits.begin(by(`login-${index}`, `2001:db8:1:${(index * 257).toString(16)}::1`)),
  );
  const allowed = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
  // The free ones end where the storm begins.
  expect(allowed).toBe(1001 + 16 * sparedChecks);
});

test('S12: what was counted, and who is known where, outlives a restart; what ran out meanwhile does not', async () => {
  const before = new SignInLimits();
  await (await before.begin(by('anna', '10.0.0.1'))).succeeded();
  for (let count = 0; count < 100; count += 1) await before.begin(by(`login-${count % 20}`, '10.0.0.1'));
  const stored = JSON.parse(JSON.stringify(before.dump())) as StoredLimits;
  vi.advanceTimersByTime(60_000);
  const after = new SignInLimits();
  after.restore(stored);
  await expect(after.begin(by('login-1', '10.0.0.1'))).rejects.toMatchObject({
    details: { retryAfterMs: 3_600_000 - 60_000 },
  });
  await after.begin(by('anna', '10.0.0.1'));
  vi.advanceTimersByTime(3_600_001);
  const late = new SignInLimits();
  late.restore(stored);
  await late.begin(by('login-1', '10.0.0.1'));
});

test('a success lets the login start afresh and costs the address nothing', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 200; count += 1) {
    const attempt = await limits.begin(by('anna', '10.0.0.1'));
    if (count % 5 === 0) await attempt.cancelled();
    else await attempt.succeeded();
  }
  for (let count = 0; count < 9; count += 1) await limits.begin(by('anna', '10.0.0.1'));
  await (await limits.begin(by('anna', '10.0.0.1'))).succeeded();
  await limits.begin(by('anna', '10.0.0.1'));
});

test('a device on which the account signed in before gets in, whatever others tried, and has ten tries of its own', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', '10.0.0.1'));
  await expect(limits.begin(by('anna', '10.0.0.1'))).rejects.toMatchObject({ code: 'too-many-attempts' });
  await (await limits.begin(by('anna', '10.0.0.1', 'laptop'))).succeeded();
  await expect(limits.begin(by('anna', '10.0.0.1'))).rejects.toMatchObject({ code: 'too-many-attempts' });
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', '10.0.0.1', 'laptop'));
  await expect(limits.begin(by('anna', '10.0.0.1', 'laptop'))).rejects.toMatchObject({
    code: 'too-many-attempts',
  });
  await limits.begin(by('anna', '10.0.0.1', 'phone'));
});

test('a storm of failures leaves three tries a login at an address and twenty an address, is reported once, and keeps no owner out', async () => {
  let storms = 0;
  const limits = new SignInLimits(() => (storms += 1));
  for (let count = 0; count < 1001; count += 1)
    await limits.begin(by(`login-${count}`, `10.1.${count >> 8}.${count & 255}`));
  expect(storms).toBe(1);
  for (let count = 0; count < 3; count += 1) await limits.begin(by('anna', '10.2.0.1'));
  await expect(limits.begin(by('anna', '10.2.0.1'))).rejects.toMatchObject({
    details: { retryAfterMs: 30_000 },
  });
  expect((await spray(limits, '10.3.0.1')).tries).toBe(20 + sparedChecks);
  await (await limits.begin(by('bert', '10.4.0.1'))).succeeded();
  vi.advanceTimersByTime(3_600_001);
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', '10.2.0.1'));
  expect(storms).toBe(1);
});
