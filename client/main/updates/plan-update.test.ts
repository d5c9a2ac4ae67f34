import { describe, expect, test } from 'vitest';
import { canUpdate, lookEveryMs, planUpdate, type UpdateMachine } from './plan-update.ts';

const origin = 'https://meet.example.org';

describe('a newer program', () => {
  const facts = { state: 'none', inCall: false, origin, last: undefined, nowMs: 1000 } as const;
  const last = { origin, atMs: 1000 };

  test('is looked for at once, and again after six hours', () => {
    expect(planUpdate(facts)).toBe('look');
    expect(planUpdate({ ...facts, last, nowMs: 1000 + lookEveryMs - 1 })).toBe('wait');
    expect(planUpdate({ ...facts, last, nowMs: 1000 + lookEveryMs })).toBe('look');
  });

  test('is looked for at once on another server', () => {
    expect(planUpdate({ ...facts, last: { ...last, origin: 'https://other.example.org' } })).toBe('look');
  });

  test('is looked for again after a failure, but no sooner than otherwise', () => {
    expect(planUpdate({ ...facts, state: 'failed', last })).toBe('wait');
    expect(planUpdate({ ...facts, state: 'failed', last, nowMs: 1000 + lookEveryMs })).toBe('look');
  });

  test('is neither looked for nor fetched during a call', () => {
    expect(planUpdate({ ...facts, inCall: true })).toBe('wait');
    expect(planUpdate({ ...facts, inCall: true, state: 'downloading' })).toBe('stop');
    expect(planUpdate({ ...facts, inCall: true, state: 'ready' })).toBe('wait');
  });

  test.each(['downloading', 'ready', 'unsupported'] as const)(
    'is not looked for when it is "%s"',
    (state) => {
      expect(planUpdate({ ...facts, state })).toBe('wait');
    },
  );

  test('is looked for on no server when none is connected', () => {
    expect(planUpdate({ ...facts, origin: null })).toBe('wait');
  });
});

describe('a program', () => {
  const machine: UpdateMachine = {
    platform: 'linux',
    isPackaged: true,
    appImage: '/p.AppImage',
    updateKey: 'key',
  };

  test.each([
    ['an AppImage', {}],
    ['one on Windows', { platform: 'win32', appImage: undefined }],
    ['one on macOS', { platform: 'darwin', appImage: undefined }],
  ] as const)('updates itself: %s', (_name, change) => {
    expect(canUpdate({ ...machine, ...change })).toBe(true);
  });

  test.each([
    ['run from its sources', { isPackaged: false }],
    ['installed as a package of the system', { appImage: undefined }],
    ['that does not know its builders', { updateKey: undefined }],
    ['on a system without an updater', { platform: 'freebsd' }],
  ] as const)('does not update itself: one %s', (_name, change) => {
    expect(canUpdate({ ...machine, ...change })).toBe(false);
  });
});
