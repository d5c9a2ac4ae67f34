// What the desktop program does when a page, its process or its server fails: over the stand-in for Electron, with the real windows.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import { type OpenedShell, openShellOverStandIn, origin } from './desktop-shell.ts';

const call = { number: '12345', microphone: 'on', camera: 'off', share: 'off' } as const;

let preload: string;
let opened: OpenedShell;
let page: StandInContents;

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(async () => {
  opened = openShellOverStandIn({ preload });
  Object.assign(opened.handlers, opened.shell.calls.handlers());
  page = await opened.open('meeting');
});

async function enterCall(): Promise<void> {
  expect(await page.page.bridge.calls['call:tell']({ call })).toMatchObject({ ok: true });
}

async function callToResume(): Promise<unknown> {
  const answer = await page.page.bridge.calls['call:resume']({});
  return answer.ok ? answer.value : answer.error;
}

describe('a page that crashes', () => {
  test.each(['crashed', 'oom', 'killed'] as const)(
    'is loaded again and takes its call up once: %s',
    async (reason) => {
      await enterCall();
      page.page.crash(reason);
      expect(opened.shell.calls.call).toBeNull();
      await vi.waitFor(() => expect(page.loaded).toEqual([`${origin}/`, `${origin}/`]));
      expect(await callToResume()).toEqual(call);
      expect(await callToResume()).toBeNull();
    },
  );

  test('during another crash still knows the call', async () => {
    await enterCall();
    page.page.crash('crashed');
    await vi.waitFor(() => expect(page.loaded).toHaveLength(2));
    page.page.crash('crashed');
    await vi.waitFor(() => expect(page.loaded).toHaveLength(3));
    expect(await callToResume()).toEqual(call);
  });

  test('six times within a minute is given up, and the person is told', async () => {
    for (let crash = 1; crash <= 6; crash += 1) {
      page.page.crash('crashed');
      await vi.waitFor(() => expect(page.loaded.length + opened.lost.length).toBe(crash + 1));
    }
    expect(opened.lost).toEqual([['page-crashed', origin]]);
    expect(page.loaded).toHaveLength(6);
  });

  test('takes its mini window with it, and the main window stays', async () => {
    page.page.open('about:blank', 'plenum-mini');
    page.page.crash('crashed');
    expect(opened.standIn.windows).toEqual([opened.mainWindow()]);
  });

  test('after its window was closed is not loaded again', async () => {
    page.page.crash('crashed');
    opened.mainWindow().destroy();
    await sleep(20);
    expect(page.loaded).toHaveLength(1);
  });
});

describe('a graphics process that ends', () => {
  const gpuEnds = (reason: string) =>
    opened.standIn.app.emit('child-process-gone', {}, { type: 'GPU', reason, exitCode: 1 });

  test('during a call ends the page without a goodbye, and it is loaded again, into the call', async () => {
    await enterCall();
    const ends = vi.fn();
    page.on('render-process-gone', ends);
    gpuEnds('crashed');
    await vi.waitFor(() => expect(page.loaded).toHaveLength(2));
    expect(ends).toHaveBeenCalledOnce();
    expect(await callToResume()).toEqual(call);
  });

  test('outside of a call, or at the end of the program, is left to the browser', async () => {
    gpuEnds('crashed');
    await enterCall();
    gpuEnds('clean-exit');
    opened.standIn.app.emit('child-process-gone', {}, { type: 'Utility', reason: 'crashed', exitCode: 1 });
    await sleep(20);
    expect(page.loaded).toHaveLength(1);
  });
});

describe('a page that no longer answers', () => {
  test('for long is ended, loaded again, and takes its call up', async () => {
    await enterCall();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    page.emit('unresponsive');
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(page.loaded).toHaveLength(2));
    expect(await callToResume()).toEqual(call);
  });

  test('for a moment is left alone', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    page.emit('unresponsive');
    vi.advanceTimersByTime(4000);
    page.emit('responsive');
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    await sleep(20);
    expect(page.loaded).toHaveLength(1);
  });
});

describe('a page that is loaded anew by itself', () => {
  test('takes the call up that the one before it was in', async () => {
    await enterCall();
    expect(page.page.goTo(`${origin}/`)).toBe(true);
    expect(await callToResume()).toEqual(call);
  });

  test('after leaving has no call to take up', async () => {
    await enterCall();
    await page.page.bridge.calls['call:tell']({ call: null });
    page.page.goTo(`${origin}/`);
    expect(await callToResume()).toBeNull();
  });
});

describe('a server', () => {
  test('that cannot be reached is reported with its address', async () => {
    page.nextFailure = 'ERR_CONNECTION_REFUSED';
    await opened.shell.window.showServer(origin, '/#/12345');
    expect(opened.lost).toEqual([['server-unreachable', origin]]);
  });

  test('that is left takes its call along: the next page resumes nothing', async () => {
    await enterCall();
    await opened.shell.window.showConnect();
    expect(opened.shell.calls.call).toBeNull();
    expect(opened.shell.window.connectedOrigin).toBeNull();
    await opened.shell.window.showServer(origin);
    expect(await callToResume()).toBeNull();
  });
});

describe('the main window', () => {
  test('is hidden and keeps its call where the person wants that', async () => {
    await enterCall();
    opened.keepsOpen = true;
    opened.mainWindow().close();
    expect(opened.mainWindow().isVisible()).toBe(false);
    expect(opened.shell.calls.call).toEqual(call);
    opened.shell.window.show();
    expect(opened.mainWindow().isVisible()).toBe(true);
  });

  test('ends its call when it is closed, and is made again when it is asked for', async () => {
    await enterCall();
    opened.mainWindow().close();
    expect(opened.shell.calls.call).toBeNull();
    expect(opened.shell.window.connectedOrigin).toBeNull();
    await opened.shell.window.showConnect();
    expect(opened.standIn.windows).toHaveLength(1);
  });

  test('comes to the front from wherever it is', () => {
    opened.mainWindow().minimize();
    opened.shell.window.show();
    expect(opened.mainWindow().isMinimized()).toBe(false);
    expect(opened.shell.window.isInFront).toBe(true);
  });
});
