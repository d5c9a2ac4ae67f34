import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

test('a device is named by what is known of it', () => {
  expect(deviceName({ program: 'Chrome', system: 'Linux' }, en)).toBe('Chrome on Linux');
  expect(deviceName({ program: 'Chrome', system: 'Linux' }, zh)).toBe('Linux 上的 Chrome');
  expect([deviceName({ program: 'Firefox' }, en), deviceName({ system: 'Android' }, en)]).toEqual([
    'Firefox',
    'Android',
  ]);
  expect(deviceName({}, en)).toBe('Unknown device');
});
