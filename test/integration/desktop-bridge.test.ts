// The desktop program's pages and its main process joined: the built preload, the real gate and windows, and a stand-in for Electron
// between them.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CallError } from '../../client/link/call-error.ts';
import { type Audience, audiences, type CallName, calls, type DesktopBridge } from '../../client/ipc.ts';
import { DesktopError } from '../../client/main/gate/call-handlers.ts';
import { RequestError } from '../../protocol/error-codes.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import { samples } from './desktop-samples.ts';
import { type OpenedShell, openShellOverStandIn, origin } from './desktop-shell.ts';

const names = Object.keys(calls) as CallName[];
const notHere = { ok: false, error: { code: 'not-permitted-here' } };
const badArguments = { ok: false, error: { code: 'bad-arguments' } };

let preload: string;
let opened: OpenedShell;

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(() => {
  opened = openShellOverStandIn({ preload });
});

/** Calls as the page's own script does. */
function callFrom(page: StandInContents, name: CallName, ...input: readonly unknown[]): Promise<unknown> {
  const call = page.page.bridge.calls[name] as (...input: readonly unknown[]) => Promise<unknown>;
  return call(...input);
}

/** The first page that a call is for. */
function openFor(name: CallName): Promise<StandInContents> {
  const [audience] = calls[name].for;
  return opened.open(audience);
}

function replaceHandler(name: CallName, handler: () => unknown): void {
  Object.assign(opened.handlers, { [name]: handler });
}

describe('a call from the page that it is for', () => {
  test.each(names.flatMap((name) => calls[name].for.map((audience) => [name, audience] as const)))(
    '%s of %s reaches its handler and comes back',
    async (name, audience) => {
      const page = await opened.open(audience);
      expect(await callFrom(page, name, samples[name][0])).toEqual({ ok: true, value: samples[name][1] });
      expect(opened.heard).toEqual([[name, samples[name][0]]]);
    },
  );
});

describe('a call from another page', () => {
  const others = (name: CallName): Audience[] => {
    const allowed: readonly string[] = calls[name].for;
    return audiences.filter((audience) => !allowed.includes(audience));
  };
  test.each(names.flatMap((name) => others(name).map((audience) => [name, audience] as const)))(
    '%s of %s is refused',
    async (name, audience) => {
      const page = await opened.open(audience);
      expect(await callFrom(page, name, samples[name][0])).toEqual(notHere);
      expect(opened.heard).toEqual([]);
    },
  );
});

describe('every call is refused', () => {
  test.each(names)('%s from a frame inside of its page', async (name) => {
    const page = await openFor(name);
    const frame = page.page.addFrame(page.getURL());
    expect(await page.page.invokeFrom(frame, name, samples[name][0])).toEqual(notHere);
    expect(opened.heard).toEqual([]);
  });

  test.each(names)('%s from a page that is gone', async (name) => {
    const page = await openFor(name);
    const gone = page.mainFrame;
    page.commit(page.getURL());
    expect(await page.page.invokeFrom(gone, name, samples[name][0])).toEqual(notHere);
    expect(await page.page.invokeFrom(null, name, samples[name][0])).toEqual(notHere);
    expect(opened.heard).toEqual([]);
  });

  test.each(names)('%s from another origin in the same window', async (name) => {
    const page = await openFor(name);
    page.commit('https://evil.example/');
    expect(await page.page.invoke(name, samples[name][0])).toEqual(notHere);
    expect(opened.heard).toEqual([]);
  });

  test.each(names)('%s from a window that is none of the program', async (name) => {
    await openFor(name);
    const { BrowserWindow } = opened.standIn.electron;
    const stranger = new BrowserWindow({}).webContents as unknown as StandInContents;
    stranger.commit(`${origin}/`);
    expect(await stranger.page.invoke(name, samples[name][0])).toEqual(notHere);
    expect(opened.heard).toEqual([]);
  });

  test.each(
    names.flatMap((name) =>
      [undefined, null, 7, 'text', [], [{}], new Map(), new Date(0), { nested: new Uint8Array(1) }].map(
        (input) => [name, input] as const,
      ),
    ),
  )('%s with %o in place of its arguments', async (name, input) => {
    const page = await openFor(name);
    expect(await callFrom(page, name, input)).toEqual(badArguments);
    expect(opened.heard).toEqual([]);
  });

  test.each(names.filter((name) => Object.keys(samples[name][0]).length > 0 && name !== 'desktop:change'))(
    '%s without its fields',
    async (name) => {
      const page = await openFor(name);
      expect(await callFrom(page, name, {})).toEqual(badArguments);
    },
  );

  test.each(names)('%s with a second argument', async (name) => {
    const page = await openFor(name);
    expect(await page.page.invoke(name, samples[name][0], {})).toEqual(badArguments);
    expect(await page.page.invoke(name)).toEqual(badArguments);
    expect(opened.heard).toEqual([]);
  });
});

describe('what a handler does', () => {
  test.each([
    [
      'a refusal of the server passes through with its details',
      new RequestError('too-often', { retryAfterMs: 500 }),
      { code: 'too-often', retryAfterMs: 500 },
    ],
    [
      'a refusal of the program keeps its code',
      new DesktopError('address-invalid'),
      { code: 'address-invalid' },
    ],
    [
      'a broken connection is a server that cannot be reached',
      new CallError('connection-lost'),
      { code: 'server-unreachable' },
    ],
    [
      'a mistake is logged under an id and says nothing else',
      new Error('secret of the program'),
      { code: 'internal', id: 'id7' },
    ],
  ])('%s', async (_title, error, answer) => {
    const page = await opened.open('meeting');
    replaceHandler('session:ticket', () => {
      throw error;
    });
    expect(await callFrom(page, 'session:ticket', {})).toEqual({ ok: false, error: answer });
    expect(opened.logged).toEqual(
      answer.code === 'internal' ? ['The call session:ticket failed (id7).'] : [],
    );
  });

  test('more than the contract names does not leave the program', async () => {
    const page = await opened.open('meeting');
    replaceHandler('session:ticket', () => ({ ticket: 'word', token: 'secret' }));
    expect(await callFrom(page, 'session:ticket', {})).toEqual({ ok: true, value: { ticket: 'word' } });
  });

  test('an answer that is none is a mistake of the program', async () => {
    const page = await opened.open('meeting');
    replaceHandler('session:ticket', () => ({ ticket: 7 }));
    expect(await callFrom(page, 'session:ticket', {})).toMatchObject({ error: { code: 'internal' } });
  });

  test('fields that the contract does not name do not reach it', async () => {
    const page = await opened.open('meeting');
    await callFrom(page, 'session:sign-out', { everywhere: true, more: 1 });
    expect(opened.heard).toEqual([['session:sign-out', { everywhere: true }]]);
  });
});

test('a page that calls without end is stopped, and may call again later', async () => {
  const page = await opened.open('meeting');
  const answers = await Promise.all(Array.from({ length: 200 }, () => callFrom(page, 'call:resume', {})));
  expect(opened.heard).toHaveLength(80);
  expect(answers.at(-1)).toEqual({ ok: false, error: { code: 'too-often', retryAfterMs: 250 } });
  opened.clock.nowMs += 1000;
  expect(await callFrom(page, 'call:resume', {})).toMatchObject({ ok: true });
});

describe('what the program tells', () => {
  function listen(bridge: DesktopBridge): unknown[] {
    const heard: unknown[] = [];
    bridge.on('command:given', (...event) => void heard.push(event));
    return heard;
  }

  test("the meeting's page hears the event's body and nothing of its sender", async () => {
    const page = await opened.open('meeting');
    const heard = listen(page.page.bridge);
    opened.shell.window.tell('command:given', { command: 'leave' });
    expect(heard).toEqual([[{ command: 'leave' }]]);
  });

  test('a listener that has ended hears nothing', async () => {
    const page = await opened.open('meeting');
    const heard: unknown[] = [];
    page.page.bridge.on('machine:woke', () => void heard.push(1))();
    opened.shell.window.tell('machine:woke', {});
    expect(heard).toEqual([]);
  });

  test("the program's own pages and a page of another origin hear nothing", async () => {
    const connect = await opened.open('connect');
    opened.shell.window.tell('machine:woke', {});
    const meeting = await opened.open('meeting');
    meeting.commit('https://evil.example/');
    opened.shell.window.tell('machine:woke', {});
    expect([...connect.sent, ...meeting.sent]).toEqual([]);
  });

  test('a window that is closed, or whose page has crashed, is told nothing and breaks nothing', async () => {
    const page = await opened.open('meeting');
    page.crashed = true;
    opened.shell.window.tell('machine:woke', {});
    opened.mainWindow().destroy();
    opened.shell.window.tell('machine:woke', {});
    expect(page.sent).toEqual([]);
  });
});

test('the bridge has the calls and the events of the contract, and nothing else', async () => {
  const { page } = await opened.open('meeting');
  expect(Object.keys(page.bridge).toSorted()).toEqual(['calls', 'on']);
  expect(Object.keys(page.bridge.calls).toSorted()).toEqual(names.toSorted());
  expect([...opened.standIn.ipcMain.handlers.keys()].toSorted()).toEqual(names.toSorted());
});
