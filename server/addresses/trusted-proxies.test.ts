import { expect, test } from 'vitest';
import { TrustedProxies } from './trusted-proxies.ts';

const request = (remoteAddress: string, headers: Record<string, string> = {}) => ({
  socket: { remoteAddress },
  headers,
});
const forwarded = (remoteAddress: string, list: string) =>
  request(remoteAddress, { 'x-forwarded-for': list });

test('S17: of a trusted proxy the address that it saw counts, whatever its client wrote before it', () => {
  const proxies = new TrustedProxies(['127.0.0.1', '10.0.0.2']);
  expect(proxies.clientOf(forwarded('127.0.0.1', '203.0.113.7'))).toBe('203.0.113.7');
  expect(proxies.clientOf(forwarded('::ffff:127.0.0.1', '198.51.100.1, 203.0.113.7'))).toBe('203.0.113.7');
  expect(proxies.clientOf(forwarded('127.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.2'))).toBe('203.0.113.7');
  expect(proxies.clientOf(forwarded('127.0.0.1', '2001:db8:1:2:3::4'))).toBe('2001:db8:1:2::/64');
  expect(proxies.clientOf(forwarded('127.0.0.1', '203.0.113.7:4711'))).toBe('203.0.113.7');
  expect(proxies.clientOf(forwarded('127.0.0.1', '[2001:db8:1:2:3::4]:4711'))).toBe('2001:db8:1:2::/64');
});

test('S17: what stands left of something that is no address counts for nothing', () => {
  const proxies = new TrustedProxies(['127.0.0.1']);
  for (const list of ['', 'unknown', '203.0.113.7, unknown', '203.0.113.7, 127.0.0.1, _hidden'])
    expect(proxies.clientOf(forwarded('127.0.0.1', list)), list).toBe('127.0.0.1');
});

test('S17: a list that is longer than any deployment is read no further', () => {
  const proxies = new TrustedProxies(['127.0.0.1']);
  const list = ['203.0.113.7', ...Array.from({ length: 1000 }, () => '127.0.0.1')].join(', ');
  expect(proxies.clientOf(forwarded('127.0.0.1', list))).toBe('127.0.0.1');
});

test('S17: from anybody else the header counts for nothing, and of a nearby one the operator is told, once', () => {
  const told: string[] = [];
  const proxies = new TrustedProxies(['10.0.0.2'], (address) => told.push(address));
  for (const address of ['127.0.0.1', '127.0.0.1', '::ffff:192.168.1.5', '198.51.100.1'])
    expect(proxies.clientOf(forwarded(address, '203.0.113.7'))).toBe(address.replace('::ffff:', ''));
  proxies.clientOf(request('127.0.0.5'));
  expect(told).toEqual(['127.0.0.1', '192.168.1.5']);
});

test('S17: the scheme is taken from a trusted proxy only', () => {
  const proxies = new TrustedProxies(['127.0.0.1']);
  const schemeOf = (from: string, proto: string) =>
    proxies.schemeOf(request(from, { 'x-forwarded-proto': proto }));
  expect(schemeOf('127.0.0.1', 'https')).toBe('https');
  expect(schemeOf('127.0.0.1', 'http, https')).toBe('https');
  expect(schemeOf('127.0.0.1', 'gopher')).toBeUndefined();
  expect(schemeOf('198.51.100.1', 'https')).toBeUndefined();
});
