import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalAddresses } from './local-addresses.ts';

const v4 = (address: string): NetworkInterfaceInfo => ({
  netmask: '',
  mac: '',
  cidr: null,
  family: 'IPv4',
  address,
  internal: false,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('X6: a change is told when it has lasted from one look to the next, and the addresses are always those of now', () => {
  let there = [v4('10.0.0.7')];
  const onSteady = vi.fn<() => void>();
  const addresses = new LocalAddresses({ host: '0.0.0.0', interfaces: () => ({ eth0: there }) });
  // As long as a slow start takes, nothing is called that may not be there yet.
  vi.advanceTimersByTime(60_000);
  addresses.watch(onSteady);
  vi.advanceTimersByTime(5000);
  expect(onSteady).toHaveBeenCalledTimes(1);
  there = [v4('10.0.0.8')];
  expect(addresses.current).toEqual(['10.0.0.8', '127.0.0.1']);
  vi.advanceTimersByTime(5000);
  there = [];
  vi.advanceTimersByTime(5000);
  expect(onSteady).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(5000);
  expect(onSteady).toHaveBeenCalledTimes(2);
  addresses.close();
  vi.advanceTimersByTime(60_000);
  expect(onSteady).toHaveBeenCalledTimes(2);
});

test('X6: a named address that is gone is none', () => {
  const addresses = new LocalAddresses({ host: '10.0.0.9', interfaces: () => ({}) });
  expect(addresses.current).toEqual([]);
  addresses.close();
});
