// A worker behind a network that is not as others are: in a namespace of its own, at the end of a line of the kernel's. Used by
// worker-datagrams.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  leftBehind,
  listInterfaces,
  listNamespaces,
  newName,
  removeInterface,
  removeNamespace,
  run,
} from '../netlab/namespaces.ts';

export interface Oddness {
  /** The longest packet, IP's head included. */
  readonly mtuBytes?: number;
  /** How fast the line is; what is sent faster waits. */
  readonly rateMbit?: number;
  /** The kernel refuses messages that are to be cut up. A stand-in: no driver of this kind can be had here. */
  readonly cannotSegment?: boolean;
}

export interface OddLink {
  /** Starts the worker at the other end. */
  readonly workerBin: string;
  readonly workerIp: string;
  readonly ownIp: string;
  close(): void;
}

/** Set aside for benchmarks (RFC 2544). */
const [ownIp, workerIp] = ['198.19.240.1', '198.19.240.2'];
const [namespacePrefix, interfacePrefix] = ['plenum-odd-', 'odd'];

/** `EIO` is what kernels before 6.11 said of a device without checksums of its own; messages before such a one are sent. */
const refusing = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/socket.h>
int sendmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags)
{
  int (*send)(int, struct mmsghdr *, unsigned int, int) = dlsym(RTLD_NEXT, "sendmmsg");
  unsigned int whole = 0;
  while (whole < count && messages[whole].msg_hdr.msg_controllen == 0) whole += 1;
  if (whole > 0) return send(fd, messages, whole, flags);
  errno = EIO;
  return -1;
}
`;

/** @throws Error without root */
export function openOddLink(workerBin: string, { mtuBytes, rateMbit, cannotSegment }: Oddness): OddLink {
  // Its address is the same each time, so one that a killed run has left would be in the way.
  leftBehind(interfacePrefix, listInterfaces()).forEach(removeInterface);
  leftBehind(namespacePrefix, listNamespaces()).forEach(removeNamespace);
  const folder = mkdtempSync(join(tmpdir(), 'plenum-odd-line-'));
  const [namespace, near] = [newName(namespacePrefix), newName(interfacePrefix)];
  const close = (): void => {
    removeInterface(near);
    removeNamespace(namespace);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    run('ip', 'netns', 'add', namespace);
    run('ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', 'far', 'netns', namespace);
    run('ip', 'addr', 'add', `${ownIp}/30`, 'dev', near);
    run('ip', 'link', 'set', near, 'up');
    run('ip', '-n', namespace, 'addr', 'add', `${workerIp}/30`, 'dev', 'far');
    run('ip', '-n', namespace, 'link', 'set', 'far', ...(mtuBytes ? ['mtu', String(mtuBytes)] : []), 'up');
    if (rateMbit !== undefined) {
      const slow = ['tbf', 'rate', `${rateMbit}mbit`, 'burst', '3000', 'latency', '30s'];
      run('tc', '-n', namespace, 'qdisc', 'add', 'dev', 'far', 'root', ...slow);
    }
    const preload = cannotSegment ? `LD_PRELOAD=${buildRefusing(folder)} ` : '';
    const start = join(folder, 'worker');
    writeFileSync(
      start,
      `#!/bin/sh\nexec ip netns exec ${namespace} /usr/bin/env ${preload}${workerBin} "$@"\n`,
    );
    chmodSync(start, 0o755);
    return { workerBin: start, workerIp, ownIp, close };
  } catch (error) {
    close();
    throw error;
  }
}

function buildRefusing(folder: string): string {
  const [source, library] = [join(folder, 'refusing.c'), join(folder, 'refusing.so')];
  writeFileSync(source, refusing);
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, source], { stdio: ['ignore', 'ignore', 'pipe'] });
  return library;
}
