import fc from 'fast-check';
import { expect, test } from 'vitest';
import { programs, systems } from '../../../protocol/account/signed-in-devices.ts';
import { readDeviceKind } from './read-device-kind.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const phoneSafari = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${chrome}`, 'Chrome', 'Linux'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${chrome.replace('Chrome', 'HeadlessChrome')}`, 'Chrome', 'Linux'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome}`, 'Chrome', 'Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/142.0.0.0`, 'Edge', 'Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} OPR/126.0.0.0`, 'Opera', 'Windows'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome}`, 'Chrome', 'ChromeOS'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${chrome}`, 'Chrome', 'Android'],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36',
    'Samsung Internet',
    'Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox', 'Linux'],
  ['Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0', 'Firefox', 'Android'],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${phoneSafari} Version/26.0 Safari/605.1.15`,
    'Safari',
    'macOS',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${phoneSafari} Version/26.0 Mobile/15E148 Safari/604.1`,
    'Safari',
    'iPhone',
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) ${phoneSafari} CriOS/142.0.0.0 Mobile/15E148 Safari/604.1`,
    'Chrome',
    'iPad',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${phoneSafari} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`,
    'Firefox',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Plenum/1.4.0 Chrome/140.0.0.0 Electron/38.0.0 Safari/537.36',
    'Plenum',
    'Windows',
  ],
])('%s', (userAgent, program, system) => {
  expect(readDeviceKind(userAgent)).toEqual({ program, system });
});

test('of a program that says nothing, or something unknown, nothing is told', () => {
  for (const said of [undefined, '', 'curl/8.14.1', 'node', 'constructor', `${'x'.repeat(600)} Firefox/1`])
    expect(readDeviceKind(said)).toEqual({});
});

test('whatever a client says, only names of the lists come out', () => {
  const marks = fc.constantFrom(
    'Chrome/',
    'Version/1 ',
    'Safari/',
    'Windows NT',
    ' ',
    'Mac OS X',
    '<b>',
    'iPad',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(marks, fc.string()), { maxLength: 40 }), (parts) => {
      const { program, system, ...rest } = readDeviceKind(parts.join(''));
      expect(rest).toEqual({});
      expect([undefined, ...programs]).toContain(program);
      expect([undefined, ...systems]).toContain(system);
    }),
  );
});

test('a line of many beginnings that lead nowhere takes no longer than its length asks for', () => {
  expect(readDeviceKind('Version/1'.repeat(100_000))).toEqual({});
});
