// Reduces what a browser says of itself to two names from short lists, so that nothing a client wrote is stored or shown. Used by
// signed-in-devices.
import type { DeviceKind, Program, System } from '../../../protocol/account/signed-in-devices.ts';

/** Browsers of real devices say some 150 characters; a longer line is cut before it is looked at. */
const readLength = 512;

/** In this order: many browsers also name those that they descend from. The desktop program names Plenum and Electron. */
const programMarks: readonly (readonly [Program, RegExp])[] = [
  ['Plenum', /\b(?:Plenum|Electron)\//],
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPT|OPX|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Headless)?(?:Chrome|Chromium|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+ .*Safari\//],
];

/** In this order: phones also name the system that theirs descends from. */
const systemMarks: readonly (readonly [System, RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows NT\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/** @param userAgent as the `User-Agent` header has it; what is not recognised is left out */
export function readDeviceKind(userAgent: string | undefined): DeviceKind {
  const text = (userAgent ?? '').slice(0, readLength);
  const program = firstOf(programMarks, text);
  const system = firstOf(systemMarks, text);
  return { ...(program !== undefined && { program }), ...(system !== undefined && { system }) };
}

function firstOf<Name>(marks: readonly (readonly [Name, RegExp])[], text: string): Name | undefined {
  return marks.find(([, mark]) => mark.test(text))?.[0];
}
