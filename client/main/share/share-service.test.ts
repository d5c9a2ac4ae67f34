import { EventEmitter } from 'node:events';
import type { Streams } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallState, CallInput } from '../../ipc.ts';
import { CallWatch } from '../call/call-watch.ts';
import type { DesktopData } from '../store/desktop-data.ts';
import { ShareService, type ShareParts } from './share-service.ts';

const origin = 'https://meet.example.org';
const call: CallState = { number: '04217', microphone: 'on', camera: 'off', share: 'off' };

/** What a window of the picker or the badge is asked to do. */
class WindowStandIn extends EventEmitter {
  readonly page: string;
  readonly look: { focusable?: boolean; parent?: unknown };
  contentProtected = false;
  destroyed = false;

  constructor(page: string, look: WindowStandIn['look']) {
    super();
    this.page = page;
    this.look = look;
  }

  close(): void {
    this.destroyed = true;
    this.emit('closed');
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  setContentProtection(on: boolean): void {
    this.contentProtected = on;
  }

  setAlwaysOnTop(): void {}

  setVisibleOnAllWorkspaces(): void {}
}

interface Source {
  id: string;
  name: string;
}

let calls: CallWatch;
let windows: WindowStandIn[];
let sources: Source[];
let listings: { types: string[]; thumbnailSize?: { width: number } }[];
let listingFails: boolean;
let commands: string[];
let logged: string[];
let options: unknown;
let mainFrame: { origin: string };
let ask: (request: object, callback: (streams: Streams | null) => void) => void;

beforeEach(() => {
  calls = new CallWatch();
  windows = [];
  sources = [
    { id: 'screen:0:0', name: 'Entire screen' },
    { id: 'window:7:0', name: 'Slides' },
    { id: 'window:99:0', name: 'Plenum' },
  ];
  listings = [];
  listingFails = false;
  commands = [];
  logged = [];
  mainFrame = { origin };
});

describe('the own picker', () => {
  test('gives the page what the person chose among the screens and windows that are not the program’s', async () => {
    const service = openService();
    enterCall();
    const answer = request();
    const { sources: shown } = await service.handlers()['picker:sources']({});
    expect(shown.map(({ id, kind }) => [id, kind])).toEqual([
      ['screen:0:0', 'screen'],
      ['window:7:0', 'window'],
    ]);
    await choose(service, { id: 'window:7:0', sound: false });
    expect(await answer).toEqual({ video: { id: 'window:7:0', name: 'Slides' } });
    expect(windows[0]?.destroyed).toBe(true);
  });

  test('looks anew at every question, with previews no larger than they are shown', async () => {
    const service = openService();
    enterCall();
    void request();
    const first = await service.handlers()['picker:sources']({});
    expect(first.sources[0]?.thumbnail).toBe('data:image/jpeg;base64,MzIw');
    sources.push({ id: 'window:8:0', name: 'A new window' });
    const second = await service.handlers()['picker:sources']({});
    expect(second.sources.map(({ name }) => name)).toContain('A new window');
    expect(listings).toHaveLength(2);
  });

  test('answers two questions at once with one look', async () => {
    const service = openService();
    enterCall();
    void request();
    const handlers = service.handlers();
    await Promise.all([handlers['picker:sources']({}), handlers['picker:sources']({})]);
    expect(listings).toHaveLength(1);
  });

  test('takes nothing that it has not offered', async () => {
    const service = openService();
    enterCall();
    void request();
    await service.handlers()['picker:sources']({});
    await expect(choose(service, { id: 'window:99:0', sound: false })).rejects.toMatchObject({
      code: 'bad-arguments',
    });
    await expect(choose(service, { id: 'screen:1:0', sound: false })).rejects.toMatchObject({
      code: 'bad-arguments',
    });
  });

  test('refuses the page when nothing is chosen, the window is closed, or the call ends', async () => {
    const service = openService();
    enterCall();
    let answer = request();
    await choose(service, { id: null, sound: false });
    expect(await answer).toBeNull();
    answer = request();
    windows.at(-1)?.close();
    expect(await answer).toBeNull();
    answer = request();
    calls.pageLeft();
    expect(await answer).toBeNull();
    expect(windows.every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('is there once: a second question meanwhile is refused, one afterwards is not', async () => {
    const service = openService();
    enterCall();
    const first = request();
    expect(await request()).toBeNull();
    await choose(service, { id: null, sound: false });
    await first;
    void request();
    expect(windows).toHaveLength(2);
  });

  test('answers no page while it is not open', async () => {
    const service = openService();
    await expect(Promise.try(() => service.handlers()['picker:sources']({}))).rejects.toMatchObject({
      code: 'not-permitted-here',
    });
    await expect(choose(service, { id: null, sound: false })).rejects.toMatchObject({
      code: 'not-permitted-here',
    });
  });

  test.each([
    ['win32', true, 'loopback'],
    ['win32', false, undefined],
    ['linux', true, undefined],
  ] as const)('on %s with sound asked for: %s, hands out the sound %s', async (platform, wanted, sound) => {
    const service = openService({ platform, sessionType: 'x11', kernelRelease: '1' });
    enterCall();
    const answer = request({ audioRequested: wanted });
    await service.handlers()['picker:sources']({});
    await choose(service, { id: 'screen:0:0', sound: true });
    expect((await answer)?.audio).toBe(sound);
  });
});

describe('a page that may not share', () => {
  test.each([
    ['a frame within the page', { frame: { origin } }],
    ['a page that has gone elsewhere', { frame: null }],
    ['another origin', { securityOrigin: 'https://evil.example/' }],
    ['a request without a picture', { videoRequested: false }],
  ])('is refused without a window: %s', async (_who, change) => {
    openService();
    enterCall();
    expect(await request(change)).toBeNull();
    expect(windows).toEqual([]);
  });

  test('is refused outside of a call', async () => {
    openService();
    expect(await request()).toBeNull();
  });
});

describe('the desktop’s own dialogue', () => {
  const wayland = { platform: 'linux', sessionType: 'wayland', kernelRelease: '6.1' } as const;

  test('is asked once, for both kinds and without previews, and its choice is taken', async () => {
    sources = [{ id: 'screen:42:0', name: 'Chosen there' }];
    openService(wayland);
    enterCall();
    expect(await request()).toEqual({ video: { id: 'screen:42:0', name: 'Chosen there' } });
    expect(listings).toEqual([{ types: ['screen', 'window'], thumbnailSize: { width: 0, height: 0 } }]);
    expect(windows).toEqual([]);
  });

  test('that is cancelled refuses the page', async () => {
    openService(wayland);
    enterCall();
    sources = [];
    expect(await request()).toBeNull();
    listingFails = true;
    expect(await request()).toBeNull();
    expect(logged).toHaveLength(1);
  });

  test('of a new macOS is asked for in place of ours', () => {
    openService({ platform: 'darwin', sessionType: undefined, kernelRelease: '24.1.0' });
    expect(options).toEqual({ useSystemPicker: true });
  });
});

describe('the badge', () => {
  test('is in sight while a screen is shared, says which, and takes neither keys nor part in the picture', async () => {
    const service = openService();
    enterCall();
    const answer = request();
    await service.handlers()['picker:sources']({});
    await choose(service, { id: 'window:7:0', sound: false });
    await answer;
    tellCall({ ...call, share: 'on' });
    const badge = windows.at(-1);
    expect(badge).toMatchObject({ page: 'badge', look: { focusable: false }, contentProtected: true });
    expect(await service.handlers()['badge:describe']({})).toEqual({ name: 'Slides' });
    tellCall({ ...call, share: 'on', microphone: 'off' });
    expect(windows.filter(({ page }) => page === 'badge')).toHaveLength(1);
    tellCall(call);
    expect(badge?.destroyed).toBe(true);
  });

  test('stops the sharing', async () => {
    const service = openService();
    tellCall({ ...call, share: 'on' });
    await service.handlers()['badge:stop']({});
    expect(commands).toEqual(['stop-share']);
  });

  test('goes away with the call', () => {
    openService();
    tellCall({ ...call, share: 'on' });
    calls.pageCrashed();
    expect(windows.at(-1)?.destroyed).toBe(true);
  });
});

function openService(
  machine: ShareParts['machine'] = { platform: 'linux', sessionType: 'x11', kernelRelease: '6.1' },
): ShareService {
  const thumbnail = {
    isEmpty: () => false,
    getSize: () => ({ width: 640, height: 360 }),
    resize: ({ width }: { width: number }) => ({ toJPEG: () => Buffer.from(String(width)) }),
  };
  const electron = {
    desktopCapturer: {
      getSources: async (asked: (typeof listings)[number]) => {
        listings.push(asked);
        if (listingFails) throw new Error('Failed to get sources.');
        return sources.map((source) => ({ ...source, thumbnail }));
      },
    },
    BrowserWindow: { getAllWindows: () => [{ getMediaSourceId: () => 'window:99:1' }] },
    screen: { getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }) },
  };
  return new ShareService({
    electron: electron as unknown as ShareParts['electron'],
    session: {
      setDisplayMediaRequestHandler: (handler: unknown, given: unknown) => {
        ask = handler as typeof ask;
        options = given;
      },
    },
    store: {
      data: { appearance: { language: 'en', theme: 'system' } } as DesktopData,
      change: () => {},
    },
    calls,
    machine,
    openWindow: (page, look) => {
      const window = new WindowStandIn(page, look);
      windows.push(window);
      return window;
    },
    mainWindow: () =>
      ({ isDestroyed: () => false, webContents: { mainFrame } }) as ReturnType<ShareParts['mainWindow']>,
    connectedOrigin: () => origin,
    tell: (_name, event) => {
      if ('command' in event) commands.push(event.command);
    },
    log: (sentence) => void logged.push(sentence),
  });
}

/** What the page gets that asks to share. */
function request(change: object = {}): Promise<Streams | null> {
  const asked = {
    frame: mainFrame,
    securityOrigin: `${origin}/`,
    videoRequested: true,
    audioRequested: false,
    userGesture: true,
    ...change,
  };
  return new Promise((resolve) => ask(asked, resolve));
}

async function choose(service: ShareService, input: CallInput<'picker:choose'>): Promise<void> {
  await service.handlers()['picker:choose'](input);
}

function enterCall(): void {
  tellCall(call);
}

function tellCall(state: CallState): void {
  void calls.handlers()['call:tell']({ call: state });
}
