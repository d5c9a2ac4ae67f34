import { describe, expect, test } from 'vitest';
import { type KeyPlatform, planKeys } from './plan-keys.ts';

const x11: KeyPlatform = { platform: 'linux', sessionType: 'x11', trusted: true };
const wayland: KeyPlatform = { ...x11, sessionType: 'wayland' };
const windows: KeyPlatform = { platform: 'win32', sessionType: undefined, trusted: true };
const mac: KeyPlatform = { platform: 'darwin', sessionType: undefined, trusted: true };

describe('the keys that work everywhere', () => {
  test.each([
    ['X11', x11],
    ['Windows', windows],
    ['a Mac that allows it', mac],
  ])('are both used on %s', (_name, platform) => {
    expect(planKeys({ muteKey: 'Control+Shift+M', talkKey: 'F8' }, platform)).toEqual({
      muteKey: 'Control+Shift+M',
      talkKey: 'F8',
      talkKeyWay: 'release',
      troubles: { muteKey: undefined, talkKey: undefined },
    });
  });

  test.each([
    ['Wayland', wayland],
    ['a Mac that has not allowed it', { ...mac, trusted: false }],
  ])('are without the talk key on %s, and it says so', (_name, platform) => {
    const plan = planKeys({ muteKey: 'Control+Shift+M', talkKey: 'F8' }, platform);
    expect(plan).toMatchObject({
      muteKey: 'Control+Shift+M',
      talkKey: undefined,
      talkKeyWay: 'press',
      troubles: { muteKey: undefined, talkKey: 'no-release' },
    });
  });

  test('are none where none is chosen, without a complaint', () => {
    expect(planKeys({ muteKey: '', talkKey: '' }, wayland)).toMatchObject({
      muteKey: undefined,
      talkKey: undefined,
      troubles: { muteKey: undefined, talkKey: undefined },
    });
  });

  test('cannot be the same, however they are written: muting keeps it', () => {
    const plan = planKeys({ muteKey: 'Ctrl+Alt+T', talkKey: 'Alt+Control+t' }, x11);
    expect(plan).toMatchObject({
      muteKey: 'Ctrl+Alt+T',
      talkKey: undefined,
      troubles: { talkKey: 'same-key' },
    });
  });

  test('cannot be what is no key', () => {
    expect(planKeys({ muteKey: 'Hyper+M', talkKey: 'Mouse4' }, x11).troubles).toEqual({
      muteKey: 'not-a-key',
      talkKey: 'not-a-key',
    });
  });

  test('do not take a letter away from all programs, but a letter may be held to talk', () => {
    const plan = planKeys({ muteKey: 'M', talkKey: 'T' }, x11);
    expect(plan).toMatchObject({ muteKey: undefined, talkKey: 'T', troubles: { muteKey: 'not-a-key' } });
  });

  test('may be a modifier alone for talking only', () => {
    const plan = planKeys({ muteKey: 'Shift', talkKey: 'Control' }, x11);
    expect(plan).toMatchObject({ muteKey: undefined, talkKey: 'Control' });
  });
});
