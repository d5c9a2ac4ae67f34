import { expect, test } from 'vitest';
import { networksOf } from './client-networks.ts';

const keysOf = (address: string) => networksOf(address).map(({ key }) => key);

test.each([
  ['203.0.113.7', ['203.0.113.7']],
  ['::ffff:203.0.113.7', ['203.0.113.7']],
  ['::FFFF:203.0.113.7', ['203.0.113.7']],
  ['unknown', ['unknown']],
  ['2001:db8:1:2fe:3:4:5:6', ['2001:db8:1:2fe::/64', '2001:db8:1:200::/56', '2001:db8:1::/48']],
  ['2001:0DB8:0001:02FE::1', ['2001:db8:1:2fe::/64', '2001:db8:1:200::/56', '2001:db8:1::/48']],
  ['2001:db8::1', ['2001:db8:0:0::/64', '2001:db8:0:0::/56', '2001:db8:0::/48']],
  ['64:ff9b::203.0.113.7', ['64:ff9b:0:0::/64', '64:ff9b:0:0::/56', '64:ff9b:0::/48']],
  ['fe80::1%eth0', ['fe80:0:0:0::/64', 'fe80:0:0:0::/56', 'fe80:0:0::/48']],
])('S12: the networks of %s are %j', (address, keys) => {
  expect(keysOf(address)).toEqual(keys);
});

test('what is counted already is in the same networks as the address it stands for', () => {
  for (const address of ['203.0.113.7', '2001:db8:1:2fe:3:4:5:6', '2001:db8::1', '::1']) {
    expect(keysOf(networksOf(address)[0].key)).toEqual(keysOf(address));
  }
});

test('a wider network may ask for more than a narrower one, and all its narrow ones together for far more than it', () => {
  const [household, site, school] = networksOf('2001:db8:1:2::1');
  expect([household.allowance, site?.allowance, school?.allowance]).toEqual([1, 4, 16]);
  expect(school?.allowance).toBeLessThan(65_536);
});

test('65,536 households of one /48 are one /48', () => {
  const widest = new Set<string | undefined>();
  for (let index = 0; index < 65_536; index++) {
    widest.add(networksOf(`2001:db8:1:${index.toString(16)}::1`).at(-1)?.key);
  }
  expect([...widest]).toEqual(['2001:db8:1::/48']);
});
