// The talk key for real: the hook of the system sees a key that is held while another program's window is in front.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { keyWatch, type WatchWord } from '../../client/main/keys/open-key-watch.ts';

const patience = { timeout: 20_000, interval: 50 };
const keyProcess = new URL('../../client/main/keys/key-process.ts', import.meta.url).pathname;

let screen: { readonly process: ChildProcess; readonly display: string };
/** Another program, whose window has the keys. */
let otherWindow: ChildProcess;
/** What that program says of the keys it gets. */
let typedThere = '';
const endings: (() => void)[] = [];

beforeAll(async () => {
  screen = await openScreen();
  otherWindow = spawn('xev', ['-event', 'keyboard'], {
    env: environment(screen.display),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  otherWindow.stdout?.setEncoding('utf8').on('data', (text: string) => {
    typedThere += text;
  });
  await vi.waitFor(() => focusOtherWindow(), patience);
});

afterEach(() => {
  for (const end of endings.splice(0)) end();
});

afterAll(() => {
  otherWindow?.kill();
  screen?.process.kill();
});

test('a key that is held in another program begins the talk once and ends it when let go', async () => {
  const heard = await watch('F8');
  xdotool('keydown', 'F8');
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'begin']), patience);
  // Long enough for the key to repeat itself several times.
  await sleep(1500);
  xdotool('keyup', 'F8');
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'begin', 'end']), patience);
  // The other program had the key all along: watching takes nothing away.
  await vi.waitFor(() => expect(typedThere).toMatch(/KeyPress event(.|\n)*, F8\)/), patience);
});

test('a key with modifiers begins with all of them and ends with the first that is let go', async () => {
  const heard = await watch('Control+Shift+Space');
  xdotool('key', 'space');
  xdotool('keydown', 'ctrl', 'keydown', 'space', 'keyup', 'space', 'keyup', 'ctrl');
  xdotool('keydown', 'ctrl', 'keydown', 'shift', 'keydown', 'space');
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'begin']), patience);
  xdotool('keyup', 'shift');
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'begin', 'end']), patience);
  xdotool('keyup', 'space', 'keyup', 'ctrl');
  xdotool('keydown', 'ctrl', 'keydown', 'shift', 'keydown', 'space');
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'begin', 'end', 'begin']), patience);
  xdotool('keyup', 'space', 'keyup', 'shift', 'keyup', 'ctrl');
});

test('whatever else is typed is not told', async () => {
  const heard = await watch('F8');
  xdotool('type', 'a secret');
  xdotool('key', 'F8');
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'begin', 'end']), patience);
});

test('a watch that has been ended tells nothing more', async () => {
  const heard = await watch('F8');
  endings.splice(0).forEach((end) => end());
  xdotool('key', 'F8');
  await watch('F9').then(() => xdotool('key', 'F9'));
  expect(heard).toEqual(['ready']);
});

test('a machine without an X server ends the watch and nothing else', async () => {
  const heard: WatchWord[] = [];
  // Without "unix" the system's library would also try TCP port 6000 + 99999 modulo 65536, where another program may listen.
  endings.push(startWatch('unix:99999')('F8', (word) => heard.push(word)));
  await vi.waitFor(() => expect(heard).toEqual(['gone']), patience);
});

async function watch(accelerator: string): Promise<WatchWord[]> {
  const heard: WatchWord[] = [];
  endings.push(startWatch(screen.display)(accelerator, (word) => heard.push(word)));
  await vi.waitFor(() => expect(heard).toContain('ready'), patience);
  return heard;
}

function startWatch(display: string) {
  return keyWatch((accelerator) =>
    spawn(process.execPath, [keyProcess, accelerator], {
      env: environment(display),
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
}

/** An X server of our own, on whatever number is free. */
async function openScreen(): Promise<typeof screen> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '640x480x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [number] = (await Promise.race([
    once(createInterface(server.stdout), 'line'),
    once(server, 'error').then(([error]) => Promise.reject(error as Error)),
  ])) as [string];
  return { process: server, display: `:${number}` };
}

function focusOtherWindow(): void {
  const [id] = xdotool('search', '--name', 'Event Tester').trim().split('\n');
  if (id === undefined || id === '') throw new Error('The other window is not there yet.');
  xdotool('windowfocus', '--sync', id);
  expect(xdotool('getwindowfocus').trim()).toBe(id);
}

function xdotool(...words: string[]): string {
  return execFileSync('xdotool', words, { env: environment(screen.display), encoding: 'utf8' });
}

function environment(display: string): NodeJS.ProcessEnv {
  return { ...process.env, DISPLAY: display };
}
