// Plans where media is received and which addresses clients are told. Pure; called by the worker pool and the transports.
import type { NetworkInterfaceInfo } from 'node:os';
import type { types } from 'mediasoup';
import { SettingError } from '../config/setting-error.ts';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Hosts that stand for every interface of the machine. */
const wildcardHosts = new Set(['0.0.0.0', '::']);

/**
 * What the kernel keeps for a worker that does not run just now; it gives as much as `net.core.rmem_max` allows. The usual 208 kB are
 * full after 13 ms of 7000 packets a second, and what comes then is lost (`npm run bench -- --only delay`).
 */
const receiveBufferBytes = 4 * 2 ** 20;

/** @returns as `findListenAddresses` @throws SettingError when `host` is no address of this machine */
export function planListenAddresses(host: string, interfaces: Interfaces): string[] {
  const found = findListenAddresses(host, interfaces);
  if (found.length > 0) return found;
  throw new SettingError('HOST', host, 'an address of this machine, or :: for all of them');
}

/**
 * The addresses that media workers listen on: one `host`, or for all interfaces each one's own, IPv4 before IPv6, loopback
 * last; of `0.0.0.0` those of IPv4 alone. Every address is bound by itself, so that an answer leaves from the address that
 * was asked. Addresses of one link alone (fe80::/10) are left out: browsers do not use them.
 * @returns none when `host` is no address of this machine now
 */
export function findListenAddresses(host: string, interfaces: Interfaces): string[] {
  const own = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  const hasLoopback6 = own.some(({ address }) => address === '::1');
  if (host === 'localhost') return ['127.0.0.1'];
  if (host === '::1') return hasLoopback6 ? ['127.0.0.1', '::1'] : [];
  if (!wildcardHosts.has(host)) {
    // All of 127.0.0.0/8 is this machine, though only one address of it is listed.
    return host.startsWith('127.') || own.some(({ address }) => address === host) ? [host] : [];
  }
  const outward = own.filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address));
  const of = (family: string): string[] =>
    outward.filter((address) => address.family === family).map(({ address }) => address);
  if (host === '0.0.0.0') return [...new Set([...of('IPv4'), '127.0.0.1'])];
  return [...new Set([...of('IPv4'), ...of('IPv6'), '127.0.0.1', ...(hasLoopback6 ? ['::1'] : [])])];
}

/** Whether this machine has addresses of both kinds. */
export function hasIpv6(interfaces: Interfaces): boolean {
  return Object.values(interfaces).some((addresses) => addresses?.some(({ family }) => family === 'IPv6'));
}

/** One port for UDP and TCP on every address. */
export function planListenInfos(addresses: readonly string[], port: number): types.TransportListenInfo[] {
  return addresses.flatMap((ip) => [
    { protocol: 'udp' as const, ip, port, recvBufferSize: receiveBufferBytes },
    { protocol: 'tcp' as const, ip, port },
  ]);
}

/**
 * What clients are told: the candidates of the worker, and before them the same ones under each announced address, to
 * which a router in front of the machine forwards. Only the primary (first) address is announced under other names. The
 * worker is ICE-lite: it answers wherever it is asked and need not know these names.
 * @param own addresses of this machine now: one that is gone is not told
 */
export function planCandidates(
  candidates: readonly types.IceCandidate[],
  own: readonly string[],
  announcedAddresses: readonly string[],
): types.IceCandidate[] {
  const there = candidates.filter(({ ip }) => own.includes(ip));
  const primary = there.filter((candidate) => candidate.ip === there[0]?.ip);
  const announced = announcedAddresses.flatMap((address, index) =>
    primary.map((candidate) => ({
      ...candidate,
      ip: address,
      address,
      foundation: `${candidate.foundation}a${index}`,
    })),
  );
  return [...announced, ...there];
}
