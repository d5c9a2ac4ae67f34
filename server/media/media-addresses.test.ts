import type { NetworkInterfaceInfo } from 'node:os';
import type { types } from 'mediasoup';
import { describe, expect, test } from 'vitest';
import { planCandidates, planListenAddresses, planListenInfos } from './media-addresses.ts';

const common = { netmask: '', mac: '', cidr: null };
const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...common,
  family: 'IPv4',
  address,
  internal,
});
const interfaces = {
  lo: [
    v4('127.0.0.1', true),
    { ...common, family: 'IPv6' as const, address: '::1', internal: true, scopeid: 0 },
  ],
  eth0: [
    v4('192.168.1.5'),
    { ...common, family: 'IPv6' as const, address: 'fe80::1', internal: false, scopeid: 2 },
    { ...common, family: 'IPv6' as const, address: '2001:db8::5', internal: false, scopeid: 0 },
  ],
  wlan0: [v4('10.0.0.7')],
};

const candidate = (ip: string, protocol: 'udp' | 'tcp'): types.IceCandidate => ({
  foundation: `${protocol}candidate`,
  priority: 1,
  ip,
  address: ip,
  protocol,
  port: 20_000,
  type: 'host',
});
describe('where media is received', () => {
  test.each([
    ['localhost', ['127.0.0.1']],
    ['127.0.0.1', ['127.0.0.1']],
    ['::1', ['127.0.0.1', '::1']],
  ])('%s is loopback alone', (host, expected) => {
    expect(planListenAddresses(host, interfaces)).toEqual(expected);
  });

  test('0.0.0.0 is the own IPv4 address of every interface, loopback last', () => {
    expect(planListenAddresses('0.0.0.0', interfaces)).toEqual(['192.168.1.5', '10.0.0.7', '127.0.0.1']);
  });

  test('X13: :: is every address of both kinds, but those of one link alone', () => {
    const all = ['192.168.1.5', '10.0.0.7', '2001:db8::5', '127.0.0.1', '::1'];
    expect(planListenAddresses('::', interfaces)).toEqual(all);
    const ipv6 = { lo: interfaces.lo, eth0: interfaces.eth0.slice(1) };
    expect(planListenAddresses('::', ipv6)).toEqual(['2001:db8::5', '127.0.0.1', '::1']);
    expect(planListenAddresses('::', { eth0: [v4('10.0.0.7')] })).toEqual(['10.0.0.7', '127.0.0.1']);
  });

  test('one address of this machine is that one, another is refused', () => {
    expect(planListenAddresses('10.0.0.7', interfaces)).toEqual(['10.0.0.7']);
    expect(() => planListenAddresses('10.0.0.8', interfaces)).toThrow('HOST is "10.0.0.8"');
  });

  test('each address takes UDP and TCP on one port', () => {
    expect(planListenInfos(['10.0.0.7'], 20_000)).toEqual([
      { protocol: 'udp', ip: '10.0.0.7', port: 20_000, recvBufferSize: 4_194_304 },
      { protocol: 'tcp', ip: '10.0.0.7', port: 20_000 },
    ]);
  });
});

describe('what clients are told', () => {
  const addresses = ['192.168.1.5', '127.0.0.1'];
  const own = [
    candidate('192.168.1.5', 'udp'),
    candidate('192.168.1.5', 'tcp'),
    candidate('127.0.0.1', 'udp'),
  ];

  test('is what the worker says when nothing is announced', () => {
    expect(planCandidates(own, addresses, [])).toEqual(own);
  });

  test('X6: is not what this machine does not have any more', () => {
    expect(planCandidates(own, ['127.0.0.1'], ['203.0.113.7']).map(({ address }) => address)).toEqual([
      '203.0.113.7',
      '127.0.0.1',
    ]);
  });

  test('starts with the announced addresses, each as UDP and TCP of the primary one', () => {
    const told = planCandidates(own, addresses, ['203.0.113.7', '203.0.113.8']);
    expect(told.map(({ address, protocol }) => [address, protocol])).toEqual([
      ['203.0.113.7', 'udp'],
      ['203.0.113.7', 'tcp'],
      ['203.0.113.8', 'udp'],
      ['203.0.113.8', 'tcp'],
      ['192.168.1.5', 'udp'],
      ['192.168.1.5', 'tcp'],
      ['127.0.0.1', 'udp'],
    ]);
    expect(new Set(told.map(({ foundation, address }) => `${foundation} ${address}`)).size).toBe(7);
  });
});
