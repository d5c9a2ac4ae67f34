// The main window: which page it shows, what happens when that page fails, and the way to tell it something. Made by
// `create-desktop.ts`; everything else asks it.
import type { BrowserWindow, WebContents } from 'electron';
import type { DesktopEvents, LostReason } from '../../ipc.ts';
import type { CallWatch } from '../call/call-watch.ts';
import type { Electron } from '../electron.ts';
import { isServerOrigin } from '../servers/parse-address.ts';
import { mainWindowOptions } from './main-window-options.ts';
import { settleMiniWindow } from './mini-window.ts';
import { ownPageAddress } from './local-page.ts';
import { PageCare } from './page-care.ts';
import type { WindowRoles } from './window-roles.ts';

/** Chromium's code of a load that another one took the place of. */
const loadAborted = -3;

export interface MainWindowParts {
  readonly electron: Pick<Electron, 'BrowserWindow' | 'app' | 'nativeTheme'>;
  readonly roles: WindowRoles;
  readonly calls: CallWatch;
  /** Absolute path of the bridge's file. */
  readonly preload: string;
  /** Absolute path of the window's picture, where the system wants one. */
  readonly icon?: string;
  /** The program began with the system: its first window waits in the tray. */
  readonly startsHidden: boolean;
  /** The person closes the window: true keeps it, hidden. */
  readonly keepsOpen: () => boolean;
  /** The page of a server cannot be shown any more: another one has to be, and that is for the listener to do. */
  readonly onLost: (reason: LostReason, origin: string) => void;
  readonly log: (sentence: string, error: unknown) => void;
  /** A clock that does not go back, in milliseconds. */
  readonly nowMs: () => number;
}

export class MainWindow {
  readonly #parts: MainWindowParts;
  readonly #care: PageCare;
  #window: BrowserWindow | undefined;
  #connectedOrigin: string | null = null;
  #waits: boolean;
  /** The page that is shown, or was last; the same after a crash. */
  #address = ownPageAddress('connect');

  constructor(parts: MainWindowParts) {
    this.#parts = parts;
    this.#waits = parts.startsHidden;
    this.#care = new PageCare({
      ...parts,
      reload: () => this.#reload(),
      giveUp: () => this.#lose('page-crashed'),
    });
  }

  /** The server whose page is shown; `null` while the program's own is. Decided here, never by a page. */
  get connectedOrigin(): string | null {
    return this.#connectedOrigin;
  }

  /** `undefined` once it is closed. */
  get window(): BrowserWindow | undefined {
    return this.#window;
  }

  get isInFront(): boolean {
    return this.#window?.isFocused() === true && !this.#window.isMinimized();
  }

  /** Brings the window to the front; makes it if it was closed. */
  show(): void {
    this.#waits = false;
    const window = this.#window ?? this.#make();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Shows the page that asks for a server. Whatever call there was has ended. */
  async showConnect(reason?: LostReason): Promise<void> {
    this.#parts.calls.pageLeft();
    this.#connectedOrigin = null;
    await this.#load(ownPageAddress('connect', reason === undefined ? {} : { reason }));
  }

  /**
   * Shows a server's page. When it cannot be had, `onLost` is called.
   * @param origin as the program knows it, checked and trusted before
   * @param path path and fragment of the page, for example `/#/12345`
   */
  async showServer(origin: string, path = '/'): Promise<void> {
    const address = new URL(path, origin);
    // Plain HTTP on this machine only: the caller has checked it, and this is the last check.
    if (!isServerOrigin(origin) || address.origin !== origin)
      throw new Error(`${address.href} is no page of a server.`);
    // At the same server a page that is loaded anew takes its call up; see `page-care.ts`.
    if (origin !== this.#connectedOrigin) this.#parts.calls.pageLeft();
    this.#connectedOrigin = origin;
    await this.#load(address.href);
  }

  /** Tells the meeting's page; the program's own pages and a window that is closed hear nothing. */
  tell<E extends keyof DesktopEvents>(name: E, event: DesktopEvents[E]): void {
    const contents = this.#window?.webContents;
    if (this.#connectedOrigin === null || !contents || contents.isDestroyed() || contents.isCrashed()) return;
    // While a page loads, the one before it could still be there.
    if (URL.parse(contents.getURL())?.origin === this.#connectedOrigin) contents.send(name, event);
  }

  /** A page that still runs is not left by loading its own address: that could be a move within it. */
  #reload(): void {
    const contents = this.#window?.webContents;
    if (contents?.isCrashed() === false) contents.reload();
    else void this.#load(this.#address);
  }

  /** The program's own page does not fail for reasons that another one of its pages would not have. */
  #lose(reason: LostReason): void {
    const origin = this.#connectedOrigin;
    if (origin === null) return void this.showConnect();
    this.#parts.onLost(reason, origin);
  }

  async #load(address: string): Promise<void> {
    this.#address = address;
    const window = this.#window ?? this.#make();
    try {
      await window.loadURL(address);
    } catch (error) {
      // Where it failed, `did-fail-load` has said so already; or another page was asked for, or the window was closed.
      if (this.#address === address && !window.isDestroyed())
        this.#parts.log('A page was not loaded.', error);
    }
  }

  #make(): BrowserWindow {
    const { electron, roles, preload, icon, keepsOpen } = this.#parts;
    const backgroundColor = electron.nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff';
    const look = { preload, backgroundColor, ...(icon === undefined ? {} : { icon }) };
    const window = new electron.BrowserWindow(mainWindowOptions(look));
    this.#window = window;
    roles.set(window.webContents, 'main');
    window.removeMenu();
    window.once('ready-to-show', () => {
      if (!this.#waits) window.show();
    });
    // The window keeps its own name, whatever name a page gives itself.
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('close', (event) => {
      if (!keepsOpen()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      this.#window = undefined;
      this.#connectedOrigin = null;
      this.#parts.calls.pageLeft();
    });
    window.webContents.on('did-fail-load', (_event, code, _text, address, isMainFrame) => {
      const origin = URL.parse(address)?.origin;
      if (!isMainFrame || code === loadAborted || origin !== this.#connectedOrigin) return;
      this.#lose('server-unreachable');
    });
    this.#care.watch(window.webContents);
    watchMiniWindows(window.webContents);
    return window;
  }
}

/** Its content is the page's: it ends with the page. */
function watchMiniWindows(contents: WebContents): void {
  contents.on('did-create-window', (mini) => {
    settleMiniWindow(mini);
    const end = () => {
      if (!mini.isDestroyed()) mini.destroy();
    };
    contents.once('did-navigate', end);
    contents.once('render-process-gone', end);
    contents.once('destroyed', end);
  });
}
