import { expect, test } from 'vitest';
import { findNewDevices, keepPresent } from './find-new-devices.ts';

const nothing = { microphones: [], cameras: [], speakers: [] };
const builtIn = { ...nothing, microphones: [{ id: 'm1', label: 'Built-in' }] };
const withHeadset = { ...nothing, microphones: [...builtIn.microphones, { id: 'm2', label: 'Headset' }] };

test('a microphone that was plugged in is offered, one that was there is not', () => {
  expect(findNewDevices(builtIn, withHeadset)).toEqual([{ kind: 'microphone', id: 'm2', label: 'Headset' }]);
  expect(findNewDevices(withHeadset, withHeadset)).toEqual([]);
});

test('devices that the browser names for the first time are not new', () => {
  expect(findNewDevices(nothing, withHeadset)).toEqual([]);
});

test('the offer ends when the device is pulled out again', () => {
  const offers = findNewDevices(builtIn, withHeadset);
  expect(keepPresent(offers, withHeadset)).toEqual(offers);
  expect(keepPresent(offers, builtIn)).toEqual([]);
});
