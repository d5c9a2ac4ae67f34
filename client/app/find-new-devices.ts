// Which devices were plugged in since the last look. Pure; asked by the controller whenever the devices change.
import type { DeviceChoices } from '../media/devices.ts';
import type { DeviceOffer } from './meeting-model.ts';

const lists = { microphone: 'microphones', camera: 'cameras', speaker: 'speakers' } as const;

/**
 * Devices that are there now and were not before. Where no device of a kind was known, none counts as new: the browser has
 * just begun to name them.
 */
export function findNewDevices(before: DeviceChoices, after: DeviceChoices): DeviceOffer[] {
  return (['microphone', 'camera', 'speaker'] as const).flatMap((kind) => {
    const known = before[lists[kind]];
    if (known.length === 0) return [];
    return after[lists[kind]]
      .filter(({ id, label }) => label !== '' && !known.some((device) => device.id === id))
      .map(({ id, label }) => ({ kind, id, label }));
  });
}

/** Without offers of devices that were pulled out again. */
export function keepPresent(offers: readonly DeviceOffer[], devices: DeviceChoices): DeviceOffer[] {
  return offers.filter(({ kind, id }) => devices[lists[kind]].some((device) => device.id === id));
}
