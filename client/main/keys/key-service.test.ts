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
    openDesk();
    expect([...shortcuts.keys()]).toEqual([]);
    enterCall();
    expect([...shortcuts.keys()]).toEqual(['Control+Shift+M']);
    calls.pageLeft();
    expect([...shortcuts.keys()]).toEqual([]);
  });

  test('switches the microphone once for each press, not for its repeats', () => {
    openDesk();
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
    expect(openDesk().view().keyTroubles.muteKey).toBe('taken');
  });

  test('that Electron does not know is reported, and nothing breaks', () => {
    settings = { ...settings, muteKey: 'PrintScreen' };
    const desk = openDesk({
      register: () => {
        throw new TypeError('conversion failure');
      },
    });
    enterCall();
    expect(desk.view().keyTroubles.muteKey).toBe('not-a-key');
  });

  test('that is changed in a call gives the old one back', () => {
    const desk = openDesk();
    enterCall();
    settings = { ...settings, muteKey: 'F9' };
    desk.apply();
    expect([...shortcuts.keys()]).toEqual(['F9']);
    settings = { ...settings, muteKey: '' };
    desk.apply();
    expect([...shortcuts.keys()]).toEqual([]);
  });
});

describe('the talk key', () => {
  test('is watched only while a call lasts', () => {
    openDesk();
    expect(watches).toEqual([]);
    enterCall();
    expect(watches).toMatchObject([{ key: 'F8', ended: false }]);
    calls.pageLeft();
    expect(watches).toMatchObject([{ key: 'F8', ended: true }]);
  });

  test('is watched by one process through all changes of the call', () => {
    openDesk();
    enterCall();
    void calls.handlers()['call:tell']({ call: { ...call, microphone: 'on' } });
    expect(watches).toHaveLength(1);
  });

  test('begins and ends the talk', () => {
    openDesk();
    enterCall();
    hear('ready', 'begin', 'end');
    expect(commands).toEqual(['talk-begin', 'talk-end']);
  });

  test.each(['lock-screen', 'suspend'])('ends the talk when the machine tells of "%s"', (event) => {
    openDesk();
    enterCall();
    hear('begin');
    power.emit(event);
    expect(commands).toEqual(['talk-begin', 'talk-end']);
    hear('end');
    expect(commands).toEqual(['talk-begin', 'talk-end']);
  });

  test('ends the talk when the call ends while it is held', () => {
    openDesk();
    enterCall();
    hear('begin');
    calls.pageLeft();
    expect(commands).toEqual(['talk-begin', 'talk-end']);
  });

  test('whose watch breaks ends the talk and works in the window alone, until the next call', () => {
    const desk = openDesk();
    enterCall();
    hear('begin', 'gone');
    expect(commands).toEqual(['talk-begin', 'talk-end']);
    expect(desk.view()).toMatchObject({ talkKey: 'press', keyTroubles: { talkKey: 'no-release' } });
    void calls.handlers()['call:tell']({ call: { ...call, microphone: 'on' } });
    expect(watches).toHaveLength(1);
    calls.pageLeft();
    enterCall();
    expect(watches).toHaveLength(2);
    expect(desk.view()).toMatchObject({ talkKey: 'release', keyTroubles: { talkKey: undefined } });
  });

  test('that is changed after its watch broke is tried anew', () => {
    const desk = openDesk();
    enterCall();
    hear('gone');
    settings = { ...settings, talkKey: 'F7' };
    desk.apply();
    expect(watches.map(({ key }) => key)).toEqual(['F8', 'F7']);
  });

  test('starts no process on Wayland', () => {
    sessionType = 'wayland';
    const desk = openDesk();
    enterCall();
    expect(watches).toEqual([]);
    expect(desk.view()).toMatchObject({ talkKey: 'press', keyTroubles: { talkKey: 'no-release' } });
  });
});

test('a program that ends gives all keys back', () => {
  const desk = openDesk();
  enterCall();
  desk.close();
  expect([...shortcuts.keys()]).toEqual([]);
  expect(watches).toMatchObject([{ ended: true }]);
});

function openDesk(instead: { register?: () => boolean } = {}): KeyService {
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
