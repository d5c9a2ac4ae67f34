import { beforeEach, expect, test } from 'vitest';
import type { DesktopData } from '../store/desktop-data.ts';
import { SettingsService } from './settings-service.ts';

const settings = {
  closeToTray: true,
  startAtLogin: false,
  muteOnLock: false,
  notifications: true,
  muteKey: 'Control+Shift+M',
  talkKey: '',
};

let data: DesktopData;
let login: { available: boolean; on: boolean };
let applied: number;
let asked: unknown[];
let answer: boolean;
let service: SettingsService;

beforeEach(() => {
  data = { settings, servers: [], appearance: { language: 'en', theme: 'system' } };
  login = { available: true, on: false };
  applied = 0;
  asked = [];
  answer = true;
  service = new SettingsService({
    electron: { app: { getVersion: () => '1.2.3' } } as never,
    store: {
      get data() {
        return data;
      },
      change: (change) => void (data = { ...data, ...change }),
    },
    vault: { isAvailable: false },
    keys: {
      apply: () => void (applied += 1),
      view: () => ({ talkKey: 'press', keyTroubles: { muteKey: 'taken', talkKey: undefined } }),
    },
    loginStart: {
      get available() {
        return login.available;
      },
      get on() {
        return login.on;
      },
      set: (on) => void (login.on = on),
    },
    updates: { state: { state: 'ready', version: '2.0.0' } },
    ask: async (question) => {
      asked.push(question);
      return answer;
    },
  });
});

test('the page is told what is set and what this machine makes of it', () => {
  expect(service.handlers()['desktop:describe']({})).toEqual({
    version: '1.2.3',
    settings,
    vault: false,
    startAtLogin: true,
    talkKey: 'press',
    keyTroubles: { muteKey: 'taken', talkKey: undefined },
    update: { state: 'ready', version: '2.0.0' },
  });
});

test('a change is kept, the keys follow it, and everything else stays', async () => {
  const view = await service.handlers()['desktop:change']({ closeToTray: false, muteKey: undefined });
  expect(data.settings).toEqual({ ...settings, closeToTray: false });
  expect(view.settings).toEqual(data.settings);
  expect(applied).toBe(1);
  expect(login.on).toBe(false);
});

test('starting at login is the system’s to know: it is set there and read back from there', async () => {
  expect((await service.handlers()['desktop:change']({ startAtLogin: true })).settings.startAtLogin).toBe(
    true,
  );
  login.on = false;
  expect((await service.handlers()['desktop:describe']({})).settings.startAtLogin).toBe(false);
});

test('S18: what reaches beyond the window is only done when the person says so, and the rest of the change is', async () => {
  answer = false;
  const change = { talkKey: 'A', startAtLogin: true, closeToTray: false };
  const view = await service.handlers()['desktop:change'](change);
  expect(asked).toEqual([{ about: 'talkKey', key: 'A' }, { about: 'startAtLogin' }]);
  expect(view.settings).toEqual({ ...settings, closeToTray: false });
  expect(login.on).toBe(false);
  answer = true;
  expect((await service.handlers()['desktop:change'](change)).settings).toMatchObject({
    talkKey: 'A',
    startAtLogin: true,
  });
});
