import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { KnownDevices } from './known-devices.ts';

const devices = new KnownDevices(randomBytes(32));
const anna = { id: 'anna', salt: 'a1' };

test('a device is known to the account that signed in on it, and each by an id of its own', () => {
  const [one, other] = [devices.makeKey(anna), devices.makeKey(anna)];
  expect(devices.deviceOf(one, anna)).toMatch(/^[\w-]{22}$/);
  expect(devices.deviceOf(one, anna)).toBe(devices.deviceOf(one, anna));
  expect(devices.deviceOf(other, anna)).not.toBe(devices.deviceOf(one, anna));
});

test('it is not known to another account, nor without one, nor after the password was changed', () => {
  const key = devices.makeKey(anna);
  expect(devices.deviceOf(key, { id: 'bert', salt: 'a1' })).toBeUndefined();
  expect(devices.deviceOf(key, { id: 'anna', salt: 'a2' })).toBeUndefined();
  expect(devices.deviceOf(key, undefined)).toBeUndefined();
});

test('a key that was made up, bent or made with another secret is none', () => {
  const key = devices.makeKey(anna);
  const foreign = new KnownDevices(randomBytes(32)).makeKey(anna);
  const [id = '', signature = ''] = key.split('.');
  for (const odd of [
    undefined,
    '',
    'x',
    foreign,
    `${id}.`,
    `${id}.${'A'.repeat(43)}`,
    `${'A'.repeat(22)}.${signature}`,
  ]) {
    expect(devices.deviceOf(odd, anna), odd).toBeUndefined();
  }
});

test('a key signed for no account gives no device, as there is no such account', () => {
  expect(devices.deviceOf(devices.makeKey({ id: '', salt: '' }), undefined)).toBeUndefined();
});
