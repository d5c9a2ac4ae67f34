import { describe, expect, test } from 'vitest';
import { canShareSound, mayShare, planShareWay, type ShareRequest } from './plan-share.ts';

describe('what is shared', () => {
  test.each([
    ['own', 'linux', 'x11', '6.1.0'],
    ['own', 'linux', undefined, '6.1.0'],
    ['portal', 'linux', 'wayland', '6.1.0'],
    ['own', 'win32', undefined, '10.0.26100'],
    ['own', 'darwin', undefined, '23.6.0'],
    ['system', 'darwin', undefined, '24.0.0'],
    ['system', 'darwin', undefined, '25.1.0'],
  ] as const)('is chosen by the way "%s" on %s %s %s', (way, platform, sessionType, kernelRelease) => {
    expect(planShareWay({ platform, sessionType, kernelRelease })).toBe(way);
  });

  test('comes with its sound on Windows alone', () => {
    expect((['win32', 'linux', 'darwin'] as const).map(canShareSound)).toEqual([true, false, false]);
  });
});

describe('a page that asks to share', () => {
  const request: ShareRequest = {
    fromMainFrame: true,
    origin: 'https://meet.example.org',
    connectedOrigin: 'https://meet.example.org',
    inCall: true,
    wantsPicture: true,
    choosing: false,
  };

  test('may, when it is the connected server’s own page in a call', () => {
    expect(mayShare(request)).toBe(true);
  });

  test.each([
    { fromMainFrame: false },
    { origin: 'https://meet.example.org.evil.example' },
    { origin: 'null' },
    { connectedOrigin: null },
    { origin: 'null', connectedOrigin: null },
    { inCall: false },
    { wantsPicture: false },
    { choosing: true },
  ])('may not with %o', (change) => {
    expect(mayShare({ ...request, ...change })).toBe(false);
  });
});
