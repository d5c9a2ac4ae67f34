import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SignInLimits, waitAfterFailuresMs } from './sign-in-limits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('nine failures are free, then waits double from 30 seconds up to 15 minutes', () => {
  const seconds = [9, 10, 11, 12, 13, 14, 15, 16, 1000].map(
    (failures) => waitAfterFailuresMs(failures) / 1000,
  );
  expect(seconds).toEqual([0, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test('ten failures at one login make it wait, from every address', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 10; count += 1) await limits.begin('anna', `10.0.0.${count}`);
  const refusal = { code: 'too-many-attempts', details: { retryAfterMs: 30_000 } };
  await expect(limits.begin('anna', '10.0.9.9')).rejects.toMatchObject(refusal);
  await limits.begin('bert', '10.0.0.1');
  vi.advanceTimersByTime(30_001);
  await limits.begin('anna', '10.0.9.9');
  await expect(limits.begin('anna', '10.0.9.9')).rejects.toMatchObject({ details: { retryAfterMs: 60_000 } });
});

test('tries at the same moment are counted before they are made', async () => {
  const limits = new SignInLimits();
  const tries = Array.from({ length: 50 }, () => limits.begin('anna', '10.0.0.1'));
  const allowed = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
  expect(allowed.length).toBe(10);
});

test('a hundred failures from one address make it wait out the hour, at every login', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 100; count += 1) await limits.begin(`login-${count}`, '10.0.0.1');
  await expect(limits.begin('another', '10.0.0.1')).rejects.toMatchObject({
    code: 'too-many-attempts',
    details: { retryAfterMs: 3_600_000 },
  });
  await limits.begin('another', '10.0.0.2');
  vi.advanceTimersByTime(3_600_001);
  await limits.begin('another', '10.0.0.1');
});

test('a success lets the login start afresh and costs the address nothing', async () => {
  const limits = new SignInLimits();
  for (let count = 0; count < 200; count += 1) {
    const attempt = await limits.begin('anna', '10.0.0.1');
    if (count % 5 === 0) await attempt.cancelled();
    else await attempt.succeeded();
  }
  for (let count = 0; count < 9; count += 1) await limits.begin('anna', '10.0.0.1');
  await (await limits.begin('anna', '10.0.0.1')).succeeded();
  await limits.begin('anna', '10.0.0.1');
});
