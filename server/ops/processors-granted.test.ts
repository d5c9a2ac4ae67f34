import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { planQuota, processorsGranted } from './processors-granted.ts';

const reader = (files: Readonly<Record<string, string>>) => (file: string) => files[file];

test('without a quota nothing is taken away', () => {
  expect(planQuota('', reader({}))).toBe(Number.POSITIVE_INFINITY);
  expect(planQuota('0::/\n', reader({ '/sys/fs/cgroup/cpu.max': 'max 100000\n' }))).toBe(
    Number.POSITIVE_INFINITY,
  );
  const old = {
    '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  };
  expect(planQuota('3:cpuset:/\n1:cpu:/\n', reader(old))).toBe(Number.POSITIVE_INFINITY);
});

test('a quota is one in processors, in either version of control groups', () => {
  expect(planQuota('0::/\n', reader({ '/sys/fs/cgroup/cpu.max': '50000 100000\n' }))).toBe(0.5);
  const old = {
    '/sys/fs/cgroup/cpu/plenum/cpu.cfs_quota_us': '2000\n',
    '/sys/fs/cgroup/cpu/plenum/cpu.cfs_period_us': '8000\n',
  };
  expect(planQuota('4:cpu,cpuacct:/plenum\n', reader(old))).toBe(0.25);
});

test('the smallest of the groups above counts, and a path that is the host’s own ends at what can be seen', () => {
  const files = {
    '/sys/fs/cgroup/system.slice/plenum.service/cpu.max': 'max 100000\n',
    '/sys/fs/cgroup/system.slice/cpu.max': '150000 100000\n',
    '/sys/fs/cgroup/cpu.max': '300000 100000\n',
  };
  expect(planQuota('0::/system.slice/plenum.service\n', reader(files))).toBe(1.5);
  expect(planQuota('0::/docker/7f3a\n', reader({ '/sys/fs/cgroup/cpu.max': '75000 100000\n' }))).toBe(0.75);
});

test('on this machine it is more than nothing and no more than there is', () => {
  expect(processorsGranted()).toBeGreaterThan(0);
  expect(processorsGranted()).toBeLessThanOrEqual(availableParallelism());
});
