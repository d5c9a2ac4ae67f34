import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SignInLimits, type StoredLimits, waitAfterFailuresMs } from './sign-in-limits.ts';

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

test('thirty failures at one login from everywhere make it wait wherever it did not sign in before', async () => {
  const limits = new SignInLimits();
  await (await limits.begin(by('anna', '10.1.0.1'))).succeeded();
  limits.registered('anna', '10.1.0.2');
  for (let count = 0; count < 30; count += 1) await limits.begin(by('anna', `10.0.0.${count}`));
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

test('a hundred failures from one address make it wait out the hour, at every login', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 100; count += 1) await limits.begin(by(`login-${count}`, '10.0.0.1'));
  await expect(limits.begin(by('another', '10.0.0.1'))).rejects.toMatchObject({
    code: 'too-many-attempts',
    details: { retryAfterMs: 3_600_000 },
  });
  await limits.begin(by('another', '10.0.0.2'));
  vi.advanceTimersByTime(3_600_001);
  await limits.begin(by('another', '10.0.0.1'));
});

test('S17: whoever signed in at an address before gets in while it waits for what somebody else there tried', async () => {
  const limits = new SignInLimits();
  await (await limits.begin(by('anna', '10.0.0.1'))).succeeded();
  for (let count = 0; count < 100; count += 1) await limits.begin(by(`login-${count}`, '10.0.0.1'));
  await expect(limits.begin(by('bert', '10.0.0.1'))).rejects.toMatchObject({ code: 'too-many-attempts' });
  await (await limits.begin(by('anna', '10.0.0.1'))).succeeded();
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', '10.0.0.1'));
  await expect(limits.begin(by('anna', '10.0.0.1'))).rejects.toMatchObject({ code: 'too-many-attempts' });
});

test('S12: the networks of one IPv6 /48 have no more failures than sixteen addresses', async () => {
  const limits = new SignInLimits();
  const tries = Array.from({ length: 2000 }, (_, index) =>
    limits.begin(by(`login-${index}`, `2001:db8:1:${(index * 257).toString(16)}::1`)),
  );
  const allowed = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
  expect(allowed).toBeLessThanOrEqual(1600);
  expect(allowed).toBeGreaterThan(300);
});

test('S12: what was counted, and who is known where, outlives a restart; what ran out meanwhile does not', async () => {
  const before = new SignInLimits();
  await (await before.begin(by('anna', '10.0.0.1'))).succeeded();
  for (let count = 0; count < 100; count += 1) await before.begin(by(`login-${count % 20}`, '10.0.0.1'));
  const stored = JSON.parse(JSON.stringify(before.dump())) as StoredLimits;
  vi.advanceTimersByTime(60_000);
  const after = new SignInLimits();
  after.restore(stored);
  await expect(after.begin(by('bert', '10.0.0.1'))).rejects.toMatchObject({
    details: { retryAfterMs: 3_600_000 - 60_000 },
  });
  await after.begin(by('anna', '10.0.0.1'));
  vi.advanceTimersByTime(3_600_001);
  const late = new SignInLimits();
  late.restore(stored);
  await late.begin(by('bert', '10.0.0.1'));
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

test('a device on which the account signed in before gets in, whatever strangers tried, and has ten tries of its own', async () => {
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

test('a storm of failures leaves three tries a login at an address and twenty an address, is told once, and keeps nobody out', async () => {
  let storms = 0;
  const limits = new SignInLimits(() => (storms += 1));
  for (let count = 0; count < 1001; count += 1)
    await limits.begin(by(`login-${count}`, `10.1.${count >> 8}.${count & 255}`));
  expect(storms).toBe(1);
  for (let count = 0; count < 3; count += 1) await limits.begin(by('anna', '10.2.0.1'));
  await expect(limits.begin(by('anna', '10.2.0.1'))).rejects.toMatchObject({
    details: { retryAfterMs: 30_000 },
  });
  for (let count = 0; count < 20; count += 1) await limits.begin(by(`other-${count}`, '10.3.0.1'));
  await expect(limits.begin(by('another', '10.3.0.1'))).rejects.toMatchObject({ code: 'too-many-attempts' });
  await (await limits.begin(by('bert', '10.4.0.1'))).succeeded();
  vi.advanceTimersByTime(3_600_001);
  for (let count = 0; count < 10; count += 1) await limits.begin(by('anna', '10.2.0.1'));
  expect(storms).toBe(1);
});
