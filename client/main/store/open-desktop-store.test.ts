import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { healData } from './heal-data.ts';
import { openDesktopStore } from './open-desktop-store.ts';

const defaults = {
  settings: {
    closeToTray: true,
    startAtLogin: false,
    muteOnLock: true,
    notifications: true,
    muteKey: 'CommandOrControl+Shift+M',
    talkKey: '',
  },
  servers: [],
  appearance: { language: 'en', theme: 'system' },
};
const pin = 'ab'.repeat(32);

describe('the file of the program', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plenum-store-'));
    file = join(folder, 'inner', 'desktop.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('where there is none yet, all begins with the defaults and the language of the system', () => {
    expect(openDesktopStore(file).data).toEqual(defaults);
    expect(openDesktopStore(file, 'zh').data.appearance.language).toBe('zh');
  });

  test('a change is there after the next start, is its owner’s alone, and leaves no draft', () => {
    const store = openDesktopStore(file);
    store.change({ servers: [{ origin: 'https://meet.example.org', fingerprint: pin }] });
    store.change({ settings: { ...store.data.settings, talkKey: 'F9' } });
    expect(openDesktopStore(file).data).toEqual(store.data);
    expect(store.data.servers).toEqual([{ origin: 'https://meet.example.org', fingerprint: pin }]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'inner'))).toEqual(['desktop.json']);
  });

  test('a file that others could read is theirs no longer after a change', () => {
    openDesktopStore(file).change({});
    chmodSync(file, 0o644);
    openDesktopStore(file).change({});
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a file cut in half is set aside, not lost, and the program starts with the defaults', () => {
    openDesktopStore(file).change({});
    const half = readFileSync(file, 'utf8').slice(0, 40);
    writeFileSync(file, half);
    const store = openDesktopStore(file);
    expect(store.data).toEqual(defaults);
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe(half);
    store.change({});
    expect(openDesktopStore(file).data).toEqual(defaults);
  });

  test('a change that cannot be written holds until the program ends', () => {
    writeFileSync(join(folder, 'inner'), 'a file where the folder should be');
    const store = openDesktopStore(file);
    store.change({ servers: [{ origin: 'https://meet.example.org' }] });
    expect(store.data.servers).toHaveLength(1);
    expect(openDesktopStore(file).data).toEqual(defaults);
  });
});

describe('what was read heals', () => {
  test('field by field: one wrong setting costs no other', () => {
    const read = {
      settings: { closeToTray: false, muteOnLock: 'yes', talkKey: 'F9\n', unknown: 1 },
      servers: [
        { origin: 'https://meet.example.org', fingerprint: pin },
        { origin: 'http://meet.example.org' },
        'https://other.example.org',
        { origin: 'https://other.example.org/path' },
        { origin: 'https://last.example.org', fingerprint: 'AB' },
        { origin: 'https://meet.example.org' },
      ],
      appearance: { language: 'zh', theme: 'pink' },
    };
    expect(healData(read, 'en')).toEqual({
      settings: { ...defaults.settings, closeToTray: false },
      servers: [
        { origin: 'https://meet.example.org', fingerprint: pin },
        { origin: 'https://last.example.org' },
      ],
      appearance: { language: 'zh', theme: 'system' },
    });
  });

  test('at most twenty servers are remembered, the ones used last', () => {
    const servers = Array.from({ length: 30 }, (_, index) => ({ origin: `https://host${index}.example` }));
    expect(healData({ servers }, 'en').servers).toEqual(servers.slice(0, 20));
  });

  test('whatever it is, and healing twice changes nothing more', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ settings: fc.object(), servers: fc.anything() })),
        (read) => {
          const healed = healData(read, 'en');
          expect(healData(healed, 'en')).toEqual(healed);
        },
      ),
    );
  });
});
