// The built desktop program in a real Electron, with a screen and settings of its own, driven through Playwright.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const shellFolder = join(import.meta.dirname, '../../dist/desktop');

export interface DesktopSession {
  readonly app: ElectronApplication;
  /** The page of the main window, as soon as it is the server's. */
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * @param program Electron's
 * @param origin of a server on this machine
 */
export async function openDesktopSession(program: string, origin: string): Promise<DesktopSession> {
  const screen = await openScreen();
  const settings = await mkdtemp(join(tmpdir(), 'plenum-electron-'));
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: program,
    args: [
      // Chromium starts no sandbox for root; what pages may do is the same.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--use-fake-device-for-media-stream',
      shellFolder,
      `--plenum-server=${origin}`,
    ],
    env: { ...definedOf(process.env), DISPLAY: screen.display, XDG_CONFIG_HOME: settings },
  });
  const page = await app.firstWindow();
  await page.waitForURL(`${origin}/**`);
  return {
    app,
    page,
    close: async () => {
      await app.close();
      screen.process.kill();
      await rm(settings, { recursive: true, force: true });
    },
  };
}

async function openScreen(): Promise<{ readonly display: string; readonly process: ChildProcess }> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (line) => resolve(String(line).trim()));
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended before it had a screen.')));
  });
  return { display: `:${number}`, process: server };
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
