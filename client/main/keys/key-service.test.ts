import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallState, DesktopSettings } from '../../ipc.ts';
import { CallWatch } from '../call/call-watch.ts';
import type { DesktopData } from '../store/desktop-data.ts';
import { KeyService, type KeyParts } from './key-service.ts';
import type { WatchWord } from './open-key-watch.ts';

const call: CallState = { number: '04217', microphone: 'off', camera: 'off', share: 'off' };

let settings: Pick<DesktopSettings, 'muteKey' | 'talkKey'>;
let calls: CallWatch;
let power: EventEmitter;
/** What the system has registered for us, and what others have. */
let shortcuts: Map<string, () => void>;
let takenByOthers: Set<string>;
let watches: { key: string; hear: (word: WatchWord) => void; ended: boolean }[];
let commands: string[];
let nowMs: number;
let sessionType: string;

beforeEach(() => {
  settings = { muteKey: 'Control+Shift+M', talkKey: 'F8' };
  calls = new CallWatch();
  power = new EventEmitter();
  shortcuts = new Map();
  takenByOthers = new Set();
  watches = [];
  commands = [];
  nowMs = 10_000;
  sessionType = 'x11';
});

describe('the mute key', () => {
  test('is taken from other programs only while a call lasts', () => {
    openService();
    expect([...shortcuts.keys()]).toEqual([]);
    enterCall();
    expect([...shortcuts.keys()]).toEqual(['Control+Shift+M']);
    calls.pageLeft();
    expect([...shortcuts.keys()]).toEqual([]);
  });

  test('switches the microphone once for each press, not for its repeats', () => {
    openService();
    enterCall();
    pressMute();
    for (const gapMs of [500, 30, 30, 30]) {
      nowMs += gapMs;
      pressMute();
    }
    expect(commands).toEqual(['toggle-microphone']);
    nowMs += 700;
    pressMute();
    expect(commands).toEqual(['toggle-microphone', 'toggle-microphone']);
  });

  test('that another program has is reported already in the settings', () => {
    takenByOthers.add('Control+Shift+M');
    expect(openService().view().keyTroubles.muteKey).toBe('taken');
  });

  test('that Electron does not know is reported, and nothing breaks', () => {
    settings = { ...settings, muteKey: 'PrintScreen' };
    const service = openService({
      register: () => {
        throw new TypeError('conversion failure');
      },
    });
    enterCall();
    expect(service.view().keyTroubles.muteKey).toBe('not-a-key');
  });

  test('that is changed in a call gives the old one back', () => {
    const service = openService();
    enterCall();
    settings = { ...settings, muteKey: 'F9' };
    service.apply();
    expect([...shortcuts.keys()]).toEqual(['F9']);
    settings = { ...settings, muteKey: '' };
    service.apply();
    expect([...shortcuts.keys()]).toEqual([]);
  });
});

describe('the talk key', () => {
  test('is watched only while a call lasts', () => {
    openService();
    expect(watches).toEqual([]);
    enterCall();
    expect(watches).toMatchObject([{ key: 'F8', ended: false }]);
    calls.pageLeft();
    expect(watches).toMatchObject([{ key: 'F8', ended: true }]);
  });

  test('is watched by one process through all changes of the call', () => {
    openService();
    enterCall();
    void calls.handlers()['call:tell']({ call: { ...call, microphone: 'on' } });
    expect(watches).toHaveLength(1);
  });

  test('begins and ends the talk', () => {
    openService();
    enterCall();
    hear('ready', 'begin', 'end');
    expect(commands).toEqual(['talk-begin', 'talk-end']);
  });

  test.each(['lock-screen', 'suspend'])('ends the talk when the machine tells of "%s"', (event) => {
    openService();
    enterCall();
    hear('begin');
    power.emit(event);
    expect(commands).toEqual(['talk-begin', 'talk-end']);
    hear('end');
    expect(commands).toEqual(['talk-begin', 'talk-end']);
  });

  test('ends the talk when the call ends while it is held', () => {
    openService();
    enterCall();
    hear('begin');
    calls.pageLeft();
    expect(commands).toEqual(['talk-begin', 'talk-end']);
  });

  test('whose watch breaks ends the talk and works in the window alone, until the next call', () => {
    const service = openService();
    enterCall();
    hear('begin', 'gone');
    expect(commands).toEqual(['talk-begin', 'talk-end']);
    expect(service.view()).toMatchObject({ talkKey: 'press', keyTroubles: { talkKey: 'no-release' } });
    void calls.handlers()['call:tell']({ call: { ...call, microphone: 'on' } });
    expect(watches).toHaveLength(1);
    calls.pageLeft();
    enterCall();
    expect(watches).toHaveLength(2);
    expect(service.view()).toMatchObject({ talkKey: 'release', keyTroubles: { talkKey: undefined } });
  });

  test('that is changed after its watch broke is tried anew', () => {
    const service = openService();
    enterCall();
    hear('gone');
    settings = { ...settings, talkKey: 'F7' };
    service.apply();
    expect(watches.map(({ key }) => key)).toEqual(['F8', 'F7']);
  });

  test('starts no process on Wayland', () => {
    sessionType = 'wayland';
    const service = openService();
    enterCall();
    expect(watches).toEqual([]);
    expect(service.view()).toMatchObject({ talkKey: 'press', keyTroubles: { talkKey: 'no-release' } });
  });
});

test('a program that ends gives all keys back', () => {
  const service = openService();
  enterCall();
  service.close();
  expect([...shortcuts.keys()]).toEqual([]);
  expect(watches).toMatchObject([{ ended: true }]);
});

function openService(instead: { register?: () => boolean } = {}): KeyService {
  const globalShortcut = {
    register: (key: string, given: () => void) => {
      if (takenByOthers.has(key)) return false;
      shortcuts.set(key, given);
      return true;
    },
    unregister: (key: string) => void shortcuts.delete(key),
    ...instead,
  };
  return new KeyService({
    electron: { globalShortcut, powerMonitor: power } as unknown as KeyParts['electron'],
    store: {
      get data() {
        return { settings } as DesktopData;
      },
      change: () => {},
    },
    calls,
    platform: () => ({ platform: 'linux', sessionType, trusted: true }),
    startWatch: (key, hear) => {
      const watch = { key, hear, ended: false };
      watches.push(watch);
      return () => {
        watch.ended = true;
      };
    },
    tell: (_name, event) => {
      if ('command' in event) commands.push(event.command);
    },
    nowMs: () => nowMs,
  });
}

function enterCall(): void {
  void calls.handlers()['call:tell']({ call });
}

function pressMute(): void {
  shortcuts.get('Control+Shift+M')?.();
}

function hear(...words: WatchWord[]): void {
  for (const word of words) watches.at(-1)?.hear(word);
}
