import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Certificate } from './certificate.ts';
import { watchCertificate } from './certificate-watch.ts';

const certificate = (cert: string): Certificate => ({
  cert,
  key: `key of ${cert}`,
  selfSigned: false,
  fingerprint: cert,
});
const [first, second] = [certificate('first'), certificate('second')];

function openWatch() {
  const load = vi.fn<() => Promise<Certificate | undefined>>(async () => first);
  const use = vi.fn<(certificate: Certificate) => void>();
  const warned = vi.fn<(line: string) => void>();
  const log = pino({ level: 'warn' }, { write: warned });
  return { load, use, warned, close: watchCertificate({ certificate: first, load, use, log }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('X14: renewed files are used by themselves, once', async () => {
  const { load, use, close } = openWatch();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(use).not.toHaveBeenCalled();
  load.mockResolvedValue(second);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(use.mock.calls).toEqual([[second]]);
  close();
  load.mockResolvedValue(first);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(use).toHaveBeenCalledTimes(1);
});

test('X14: files that do not belong together are reported once and not used, until they do', async () => {
  const { load, use, warned, close } = openWatch();
  load.mockRejectedValue(new Error('TLS_CERT is no certificate that belongs to TLS_KEY'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(warned).toHaveBeenCalledTimes(1);
  expect(use).not.toHaveBeenCalled();
  load.mockResolvedValue(second);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(use.mock.calls).toEqual([[second]]);
  close();
});
