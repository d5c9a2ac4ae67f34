// Stands in for Electron's binary, which cannot be had on closed networks: all parts of Electron that the program uses, joined as the
// real ones are. For tests that run the program's main process and its preload together.
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, WebPreferences, WindowOpenHandlerResponse } from 'electron';
import type { Electron } from '../../../client/main/electron.ts';
import { StandInApp } from './stand-in-app.ts';
import { type RunPreload, StandInContents } from './stand-in-contents.ts';
import { StandInIpcMain } from './stand-in-ipc.ts';
import { StandInProtocol, StandInSession } from './stand-in-session.ts';
import {
  StandInCapturer,
  StandInDialog,
  StandInMenus,
  standInNativeImage,
  StandInPowerMonitor,
  StandInPowerSaveBlocker,
  StandInProcesses,
  StandInSafeStorage,
  StandInScreen,
  StandInShell,
  StandInShortcuts,
  StandInTheme,
  StandInTray,
} from './stand-in-system.ts';
import { StandInWindow } from './stand-in-window.ts';

interface StandInOptions {
  /** Where the program keeps what it keeps. */
  readonly folder?: string;
  readonly isPackaged?: boolean;
  /** Runs the preload of every page that has one; see `load-preload.ts`. */
  readonly runPreload?: RunPreload;
  /** What a request of the program gets; without one it goes over the network. */
  readonly answer?: typeof fetch;
}

export class ElectronStandIn {
  readonly app: StandInApp;
  readonly ipcMain = new StandInIpcMain();
  readonly menus = new StandInMenus();
  readonly shortcuts = new StandInShortcuts();
  readonly powerMonitor = new StandInPowerMonitor();
  readonly powerSaveBlocker = new StandInPowerSaveBlocker();
  readonly safeStorage = new StandInSafeStorage();
  readonly capturer = new StandInCapturer();
  readonly shell = new StandInShell();
  readonly dialog = new StandInDialog();
  readonly processes = new StandInProcesses();
  readonly theme = new StandInTheme();
  readonly protocol = new StandInProtocol();
  readonly notifications: StandInNotification[] = [];
  /** Every window there is, in the order of making. */
  readonly windows: StandInWindow[] = [];
  readonly trays: StandInTray[] = [];
  readonly sessions = new Map<string, StandInSession>();
  readonly #runPreload: RunPreload;
  readonly #answer: typeof fetch | undefined;

  constructor(options: StandInOptions = {}) {
    this.app = new StandInApp(options.folder ?? '/nowhere', options.isPackaged ?? true);
    this.#answer = options.answer;
    this.#runPreload = options.runPreload ?? (() => undefined);
  }

  session(partition: string): StandInSession {
    const known = this.sessions.get(partition) ?? new StandInSession(partition, this.#answer);
    if (!this.sessions.has(partition)) {
      this.sessions.set(partition, known);
      this.app.emit('session-created', known);
    }
    return known;
  }

  /** What the program is handed in place of the module. */
  get electron(): Electron {
    const { windows, trays, notifications } = this;
    const makeContents = (options: BrowserWindowConstructorOptions) => this.#makeContents(options);
    const keep = (window: StandInWindow) => this.#keep(window);
    const parts = {
      app: this.app,
      BrowserWindow: class extends StandInWindow {
        constructor(windowOptions: BrowserWindowConstructorOptions = {}) {
          super(windowOptions, makeContents);
          keep(this);
        }
        static getAllWindows = () => [...windows];
        static getFocusedWindow = () => windows.find((window) => window.isFocused()) ?? null;
        static fromWebContents = (contents: StandInContents) =>
          windows.find((window) => window.webContents === contents) ?? null;
      },
      desktopCapturer: this.capturer,
      dialog: this.dialog,
      globalShortcut: this.shortcuts,
      ipcMain: this.ipcMain,
      Menu: this.menus,
      nativeImage: standInNativeImage,
      nativeTheme: this.theme,
      net: {
        fetch: (input: string | Request, init?: RequestInit) => fetch(input, init),
        isOnline: () => true,
      },
      Notification: class extends StandInNotification {
        constructor(options: { readonly title?: string; readonly body?: string }) {
          super(options);
          notifications.push(this);
        }
        static isSupported = () => true;
      },
      powerMonitor: this.powerMonitor,
      powerSaveBlocker: this.powerSaveBlocker,
      protocol: this.protocol,
      safeStorage: this.safeStorage,
      screen: new StandInScreen(),
      session: {
        fromPartition: (partition: string) => this.session(partition),
        defaultSession: this.session(''),
      },
      shell: this.shell,
      systemPreferences: { isTrustedAccessibilityClient: () => true },
      Tray: class extends StandInTray {
        constructor(image: unknown) {
          super(image);
          trays.push(this);
        }
      },
      utilityProcess: this.processes,
    };
    return parts as unknown as Electron;
  }

  #keep(window: StandInWindow): void {
    this.windows.push(window);
    this.app.emit('browser-window-created', {}, window);
    window.once('closed', () => {
      this.windows.splice(this.windows.indexOf(window), 1);
      if (this.windows.length === 0) this.app.emit('window-all-closed');
    });
  }

  #makeContents(options: BrowserWindowConstructorOptions): StandInContents {
    const preferences = options.webPreferences ?? {};
    const contents = new StandInContents({
      ipcMain: this.ipcMain,
      session: this.session(preferences.partition ?? ''),
      preferences,
      runPreload: this.#runPreload,
      openChild: (opener, url, response) => this.#openChild(opener, url, response),
    });
    this.app.emit('web-contents-created', {}, contents);
    return contents;
  }

  /** As Electron does: a child has its opener's limits whatever the guard says, no preload of its own, and its maker's origin. */
  #openChild(opener: StandInContents, url: string, response: WindowOpenHandlerResponse): void {
    const override = response.action === 'allow' ? (response.overrideBrowserWindowOptions ?? {}) : {};
    const { partition, sandbox, contextIsolation, nodeIntegration, webviewTag } = opener.preferences;
    const limits = { partition, sandbox, contextIsolation, nodeIntegration, webviewTag };
    const webPreferences = { ...override.webPreferences, ...limits } as WebPreferences;
    const child = new StandInWindow({ ...override, webPreferences }, (options) =>
      this.#makeContents(options),
    );
    this.#keep(child);
    child.webContents.commit(url, url === 'about:blank' ? opener.mainFrame.origin : undefined);
    opener.emit('did-create-window', child, { url, frameName: '', options: child.options });
  }
}

export class StandInNotification extends EventEmitter {
  readonly options: { readonly title?: string; readonly body?: string };
  shown = false;

  constructor(options: StandInNotification['options']) {
    super();
    this.options = options;
  }
  show(): void {
    this.shown = true;
  }
  close(): void {
    this.emit('close');
  }
}
