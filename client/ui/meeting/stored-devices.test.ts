import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepDeviceKey, readDeviceKey } from './stored-devices.ts';

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

const anna = { phone: '13800000001', nickname: 'Anna', deviceKey: 'key-1' };

test('an account’s key is found by phone number and by nickname, however that is typed', () => {
  keepDeviceKey(anna);
  for (const login of ['13800000001', 'Anna', ' anna ']) expect(readDeviceKey(login)).toBe('key-1');
  expect(readDeviceKey('bert')).toBeUndefined();
});

test('a new key takes the place of the account’s old one, and the sixth account that of the first', () => {
  keepDeviceKey(anna);
  keepDeviceKey({ ...anna, deviceKey: 'key-2' });
  expect(readDeviceKey('Anna')).toBe('key-2');
  for (let count = 0; count < 5; count += 1)
    keepDeviceKey({ phone: `1390000000${count}`, nickname: `person ${count}`, deviceKey: `other-${count}` });
  expect(readDeviceKey('Anna')).toBeUndefined();
  expect(readDeviceKey('person 0')).toBe('other-0');
});

test('what is not of that form counts as nothing, and storage that is switched off does no harm', () => {
  kept.set('plenum.known-accounts', '[{"phone":1}, null]');
  expect(readDeviceKey('Anna')).toBeUndefined();
  kept.set('plenum.known-accounts', 'no JSON');
  expect(readDeviceKey('Anna')).toBeUndefined();
  vi.stubGlobal('localStorage', undefined);
  keepDeviceKey(anna);
  expect(readDeviceKey('Anna')).toBeUndefined();
});
