// One run of the whole desktop program over the stand-in for Electron, with made-up servers. Used by the tests of its start and of its
// life.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { CallState } from '../../client/ipc.ts';
import { beginDesktop } from '../../client/main/begin-desktop.ts';
import { ElectronStandIn } from '../helpers/electron-stand-in/electron-stand-in.ts';
import { preloadRunner } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import type { StandInWindow } from '../helpers/electron-stand-in/stand-in-window.ts';
import { ownPage } from './desktop-shell.ts';

export const server = 'http://localhost:3000';
export const call: CallState = { number: '12345', microphone: 'on', camera: 'off', share: 'off' };

export class DesktopRun {
  /** Where the program keeps what it keeps, from one start to the next. */
  readonly folder: string;
  /** Origins at which a server answers. */
  readonly servers = new Set([server]);
  readonly logged: string[] = [];
  /** Of the latest start. */
  standIn: ElectronStandIn;
  readonly #preload: string;

  private constructor(preload: string, folder: string) {
    this.#preload = preload;
    this.folder = folder;
    this.standIn = new ElectronStandIn({ folder });
  }

  /** @param preload as `buildPreload` gives it */
  static async prepare(preload: string): Promise<DesktopRun> {
    return new DesktopRun(preload, await mkdtemp(join(tmpdir(), 'plenum-desktop-')));
  }

  /** Starts the program with these arguments. */
  begin(...words: readonly string[]): void {
    this.standIn = new ElectronStandIn({
      folder: this.folder,
      answer: async (input) => this.#answer(new URL(input instanceof Request ? input.url : input)),
      runPreload: preloadRunner(this.#preload),
    });
    this.beginOver(this.standIn, words);
    this.standIn.app.becomeReady();
  }

  beginOver({ electron }: ElectronStandIn, words: readonly string[] = []): void {
    beginDesktop({
      electron,
      process: {
        platform: 'linux',
        env: { HOME: this.folder },
        argv: ['plenum', ...words],
        execPath: '/opt/plenum',
      },
      files: {
        preload: '/program/preload.cjs',
        pages: '/program/pages',
        keyProcess: '/program/key-process.js',
      },
      log: (sentence) => void this.logged.push(sentence),
      drawId: () => 'id7',
      nowMs: () => performance.now(),
    });
  }

  /** The program is over; what it kept stays. */
  quit(): void {
    this.standIn.app.emit('will-quit', {});
  }

  async end(): Promise<void> {
    this.quit();
    await rm(this.folder, { recursive: true, force: true });
  }

  mainWindow(): Promise<StandInWindow> {
    return vi.waitFor(() => {
      const window = this.standIn.windows.find(({ options }) => options.name === 'main');
      if (!window) throw new Error('There is no main window.');
      return window;
    });
  }

  /** Waits until the main window shows an address that begins like this. */
  async shows(url: string): Promise<StandInContents> {
    const { webContents } = await this.mainWindow();
    await vi.waitFor(() => {
      const shown = webContents.getURL();
      if (!shown.startsWith(url)) throw new Error(`The window shows ${shown}.`);
    });
    return webContents;
  }

  ownWindow(name: 'picker' | 'badge'): Promise<StandInContents> {
    return vi.waitFor(() => {
      const contents = this.standIn.windows.map(({ webContents }) => webContents);
      const found = contents.find((candidate) => candidate.getURL() === ownPage(name));
      if (!found) throw new Error(`There is no ${name}.`);
      return found;
    });
  }

  async connected(): Promise<StandInContents> {
    this.begin(`--plenum-server=${server}`);
    return this.shows(`${server}/`);
  }

  async inCall(): Promise<StandInContents> {
    const contents = await this.connected();
    await contents.page.bridge.calls['call:tell']({ call });
    return contents;
  }

  pressTray(label: RegExp): void {
    const items = this.standIn.trays[0]?.menu?.items ?? [];
    const item = items.find((candidate) => label.test(candidate.label ?? ''));
    item?.click?.({} as never, undefined, {});
  }

  #answer({ origin }: URL): Response {
    if (!this.servers.has(origin)) throw new Error('net::ERR_CONNECTION_REFUSED');
    return Response.json({ status: 'ok' });
  }
}
