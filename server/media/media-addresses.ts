// Plans where media is received and which addresses clients are told. Pure; called by the worker pool and the transports.
import type { NetworkInterfaceInfo } from 'node:os';
import type { types } from 'mediasoup';
import { SettingError } from '../setting-error.ts';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Hosts that stand for every interface of the machine. */
const wildcardHosts = new Set(['0.0.0.0', '::']);

/**
 * What the kernel keeps for a worker that does not run just now; it gives as much as `net.core.rmem_max` allows. The usual 208 kB are
 * full after 13 ms of 7000 packets a second, and what comes then is lost (`npm run bench -- --only delay`).
 */
const receiveBufferBytes = 4 * 2 ** 20;

/**
 * The IPv4 addresses that media workers listen on: one `host`, or for all interfaces each one's own, loopback last.
 * Every address is bound by itself, so that an answer leaves from the address that was asked.
 * @throws SettingError when `host` is no address of this machine
 */
export function planListenAddresses(host: string, interfaces: Interfaces): string[] {
  if (host === 'localhost' || host === '::1') return ['127.0.0.1'];
  const own = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  if (!wildcardHosts.has(host)) {
    // All of 127.0.0.0/8 is this machine, though only one address of it is listed.
    if (host.startsWith('127.') || own.some(({ address }) => address === host)) return [host];
    throw new SettingError('HOST', host, 'an address of this machine, or 0.0.0.0 for all of them');
  }
  const outward = own
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address);
  return [...new Set([...outward, '127.0.0.1'])];
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
 */
export function planCandidates(
  candidates: readonly types.IceCandidate[],
  announcedAddresses: readonly string[],
): types.IceCandidate[] {
  const primary = candidates.filter((candidate) => candidate.ip === candidates[0]?.ip);
  const announced = announcedAddresses.flatMap((address, index) =>
    primary.map((candidate) => ({
      ...candidate,
      ip: address,
      address,
      foundation: `${candidate.foundation}a${index}`,
    })),
  );
  return [...announced, ...candidates];
}
