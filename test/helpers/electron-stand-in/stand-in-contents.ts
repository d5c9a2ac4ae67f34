// Stands in for Electron's binary, which cannot be had on closed networks: a page with its frames, its preload and its process.
import { EventEmitter } from 'node:events';
import type { WebPreferences, WindowOpenHandlerResponse } from 'electron';
import { StandInContextBridge } from './stand-in-context-bridge.ts';
import { originOf, StandInFrame } from './stand-in-frame.ts';
import { type StandInIpcMain, StandInIpcRenderer } from './stand-in-ipc.ts';
import { StandInPage } from './stand-in-page.ts';
import type { StandInSession } from './stand-in-session.ts';

/** Runs a preload with what `require('electron')` gives it there. */
export type RunPreload = (electron: {
  readonly contextBridge: StandInContextBridge;
  readonly ipcRenderer: StandInIpcRenderer;
}) => void;

export interface ContentsParts {
  readonly ipcMain: StandInIpcMain;
  readonly session: StandInSession;
  readonly preferences: WebPreferences;
  readonly runPreload: RunPreload;
  /** A window that the page opens itself. */
  readonly openChild: (opener: StandInContents, url: string, response: WindowOpenHandlerResponse) => void;
}

let lastId = 0;

/** What the program asks of a WebContents; what its page does is `page`. */
export class StandInContents extends EventEmitter {
  readonly id = (lastId += 1);
  readonly session: StandInSession;
  readonly preferences: WebPreferences;
  /** The other side: what happens in the page. */
  readonly page: StandInPage;
  mainFrame = new StandInFrame('', null, 'null');
  /** Every address that the program loaded. */
  readonly loaded: string[] = [];
  /** Everything that the program sent, by channel. */
  readonly sent: (readonly [string, unknown])[] = [];
  /** The next address that is loaded fails with this, for example `ERR_CONNECTION_REFUSED`. */
  nextFailure: string | undefined;
  crashed = false;
  #destroyed = false;
  readonly #parts: ContentsParts;

  constructor(parts: ContentsParts) {
    super();
    this.#parts = parts;
    this.session = parts.session;
    this.preferences = parts.preferences;
    this.page = new StandInPage(this, parts);
  }

  /** The program loads an address itself: no guard is asked. */
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    const failure = this.nextFailure;
    this.nextFailure = undefined;
    if (failure !== undefined) {
      this.emit('did-fail-load', {}, -102, failure, url, true);
      throw Object.assign(new Error(`${failure} (-102) loading '${url}'`), { code: failure, url });
    }
    this.commit(url);
    this.emit('dom-ready', {});
    this.emit('did-finish-load');
  }

  /** A document takes the place of the one before it. */
  commit(url: string, origin: string = originOf(url)): void {
    this.mainFrame.end();
    this.crashed = false;
    this.mainFrame = new StandInFrame(url, null, origin);
    const { mainFrame } = this;
    const ipcRenderer = new StandInIpcRenderer((channel, handedOver) =>
      this.page.invokeFrom(mainFrame, channel, ...handedOver),
    );
    const contextBridge = new StandInContextBridge();
    this.page.begin(contextBridge.exposed, ipcRenderer);
    if (this.preferences.preload !== undefined) this.#parts.runPreload({ contextBridge, ipcRenderer });
    this.emit('did-navigate', {}, url, 200, 'OK');
  }

  send(channel: string, ...body: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    const cloned = structuredClone(body);
    this.sent.push([channel, cloned[0]]);
    if (!this.crashed) this.page.hear(channel, cloned);
  }

  setWindowOpenHandler(handler: StandInPage['openHandler']): void {
    this.page.openHandler = handler;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  reload(): void {
    void this.loadURL(this.getURL());
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  forcefullyCrashRenderer(): void {
    this.page.crash('killed');
  }

  setBackgroundThrottling(): void {}

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.mainFrame.end();
    this.emit('destroyed');
  }
}
