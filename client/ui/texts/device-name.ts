// The name of a device in plain words. Used by the list of devices and by the news of a new one.
import type { DeviceKind } from '../../../protocol/account/signed-in-devices.ts';
import type { Texts } from './en.ts';

export function deviceName({ program, system }: DeviceKind, { signedIn }: Texts): string {
  if (program !== undefined && system !== undefined) return signedIn.deviceName(program, system);
  return program ?? system ?? signedIn.unknownDevice;
}
