// How many processors the server may use: a container or a service may be given less than the machine has. Read at the start, by main.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path/posix';

/** Where the kernel shows control groups: all in one tree, or, before that, one tree for the processor (cgroups(7)). */
const trees = { unified: '/sys/fs/cgroup', processor: '/sys/fs/cgroup/cpu' };

type Reader = (file: string) => string | undefined;

/** @returns for example 0.5 where `docker run --cpus=0.5` or `CPUQuota=50%` started it; elsewhere how many there are */
export function processorsGranted(): number {
  return Math.min(availableParallelism(), planQuota(readText('/proc/self/cgroup') ?? '', readText));
}

/**
 * The smallest quota of a process's control groups and of those above them.
 * @param groups what `/proc/self/cgroup` says
 * @param read the text of a file, `undefined` when there is none
 * @returns in processors; infinite without a quota
 */
export function planQuota(groups: string, read: Reader): number {
  const quotas = groups.split('\n').flatMap((line) => {
    const [, hierarchy, controllers = '', path = ''] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (hierarchy === '0')
      return withParents(path).map((group) => quotaOfUnified(join(trees.unified, group), read));
    if (!controllers.split(',').includes('cpu')) return [];
    return withParents(path).map((group) => quotaOfProcessor(join(trees.processor, group), read));
  });
  return Math.min(Number.POSITIVE_INFINITY, ...quotas.filter((quota) => quota > 0));
}

/** "50000 100000" grants half a processor, "max 100000" all of them: no number then. */
function quotaOfUnified(folder: string, read: Reader): number {
  const [quota, period] = (read(join(folder, 'cpu.max')) ?? '').trim().split(' ');
  return Number(quota) / Number(period);
}

/** A quota of -1 is none. */
function quotaOfProcessor(folder: string, read: Reader): number {
  const [quota, period] = ['cpu.cfs_quota_us', 'cpu.cfs_period_us'].map((name) => read(join(folder, name)));
  return Number(quota) / Number(period);
}

/** A group and all above it. Inside a container the path may be that of the host, only the top of which is visible. */
function withParents(path: string): string[] {
  return path === '/' ? ['/'] : [path, ...withParents(dirname(path))];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
