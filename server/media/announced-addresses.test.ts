import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LookUp, openAnnouncedAddresses } from './announced-addresses.ts';

const log = pino({ level: 'silent' });
const failure = (code: string): Error => Object.assign(new Error(code), { code });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('X7: a host name is announced as its addresses, in its place, and each address once', async () => {
  const addresses = await openAnnouncedAddresses({
    named: ['203.0.113.7', 'meet.example.org', '2001:db8::7'],
    log,
    lookUp: async () => ['198.51.100.1', '2001:db8::7'],
  });
  expect(addresses.current).toEqual(['203.0.113.7', '198.51.100.1', '2001:db8::7']);
  addresses.close();
});

test('X7: the name is looked up again, and what it was last known as stays while nothing can be heard', async () => {
  const lookUp = vi.fn<LookUp>(async () => ['198.51.100.1']);
  const addresses = await openAnnouncedAddresses({ named: ['dyn.example.org'], log, lookUp });
  lookUp.mockRejectedValueOnce(failure('EAI_AGAIN'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(addresses.current).toEqual(['198.51.100.1']);
  lookUp.mockResolvedValue(['198.51.100.2']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(addresses.current).toEqual(['198.51.100.2']);
  addresses.close();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(lookUp).toHaveBeenCalledTimes(3);
});

test('X7: a name that cannot be resolved is refused with a sentence', async () => {
  const lookUp = async (): Promise<string[]> => Promise.reject(failure('ENOTFOUND'));
  await expect(openAnnouncedAddresses({ named: ['no.such.name'], log, lookUp })).rejects.toThrow(
    'ANNOUNCED_ADDRESS is "no.such.name"',
  );
});

test('X7: a resolver that is not there yet does not keep the server from starting', async () => {
  const lookUp = vi.fn<LookUp>(async () => Promise.reject(failure('EAI_AGAIN')));
  const addresses = await openAnnouncedAddresses({ named: ['dyn.example.org'], log, lookUp });
  expect(addresses.current).toEqual([]);
  lookUp.mockResolvedValue(['198.51.100.1']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(addresses.current).toEqual(['198.51.100.1']);
  addresses.close();
});
