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

test('an account’s key is found by phone number and by nickname, however that is typed', async () => {
  await keepDeviceKey(anna);
  for (const login of ['13800000001', '138-0000 0001', 'Anna', ' anna '])
    expect(await readDeviceKey(login)).toBe('key-1');
  expect(await readDeviceKey('bert')).toBeUndefined();
});

test('a new key takes the place of the account’s old one, and the sixth account that of the first', async () => {
  await keepDeviceKey(anna);
  await keepDeviceKey({ ...anna, deviceKey: 'key-2' });
  expect(await readDeviceKey('Anna')).toBe('key-2');
  for (let count = 0; count < 5; count += 1)
    await keepDeviceKey({
      phone: `1390000000${count}`,
      nickname: `person ${count}`,
      deviceKey: `other-${count}`,
    });
  expect(await readDeviceKey('Anna')).toBeUndefined();
  expect(await readDeviceKey('person 0')).toBe('other-0');
});

test('what is not of that form counts as nothing, and storage that is switched off does no harm', async () => {
  kept.set('plenum.known-accounts', '[{"phone":1}, null]');
  expect(await readDeviceKey('Anna')).toBeUndefined();
  kept.set('plenum.known-accounts', 'no JSON');
  expect(await readDeviceKey('Anna')).toBeUndefined();
  vi.stubGlobal('localStorage', undefined);
  await keepDeviceKey(anna);
  expect(await readDeviceKey('Anna')).toBeUndefined();
});

test('U9: neither the phone number nor the name of who signed in can be read from what is kept', async () => {
  await keepDeviceKey(anna);
  const text = [...kept.values()].join();
  expect(text).toContain('key-1');
  for (const name of [anna.phone, anna.nickname, 'anna']) expect(text).not.toContain(name);
});
