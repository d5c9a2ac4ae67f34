// Stands in for Electron's binary, which cannot be had on closed networks: what a page does by itself, honest or hostile. Each
// method asks the guards that Electron would ask, in its order, and says whether it happened.
import type { HandlerDetails, WebPreferences, WindowOpenHandlerResponse } from 'electron';
import type { DesktopBridge } from '../../../client/ipc.ts';
import type { ContentsParts, StandInContents } from './stand-in-contents.ts';
import { StandInFrame } from './stand-in-frame.ts';
import type { StandInIpcRenderer } from './stand-in-ipc.ts';
import type { Ask } from './stand-in-session.ts';

type OpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;

/** An event that a guard can prevent. */
function preventable<T extends object>(fields: T): T & { prevented: boolean; preventDefault(): void } {
  const event = { ...fields, prevented: false, preventDefault: () => void (event.prevented = true) };
  return event;
}

export class StandInPage {
  /** Without one, Electron opens whatever is asked for. */
  openHandler: OpenHandler = () => ({ action: 'allow' });
  #world: Readonly<Record<string, unknown>> = {};
  #ipcRenderer: StandInIpcRenderer | undefined;
  readonly #contents: StandInContents;
  readonly #parts: ContentsParts;

  constructor(contents: StandInContents, parts: ContentsParts) {
    this.#contents = contents;
    this.#parts = parts;
  }

  begin(world: Readonly<Record<string, unknown>>, ipcRenderer: StandInIpcRenderer): void {
    this.#world = world;
    this.#ipcRenderer = ipcRenderer;
  }

  hear(channel: string, body: readonly unknown[]): void {
    this.#ipcRenderer?.receive(channel, body);
  }

  /** `window.plenumDesktop`. @throws where the page has none */
  get bridge(): DesktopBridge {
    if (!Object.hasOwn(this.#world, 'plenumDesktop')) throw new Error('This page has no bridge.');
    return this.#world['plenumDesktop'] as DesktopBridge;
  }

  get hasBridge(): boolean {
    return Object.hasOwn(this.#world, 'plenumDesktop');
  }

  /** A message past the preload, as a page could send it that has broken out of its sandbox. */
  async invoke(channel: string, ...handedOver: unknown[]): Promise<unknown> {
    return this.invokeFrom(this.#contents.mainFrame, channel, ...handedOver);
  }

  /** @param frame `null`: it was gone before the message arrived */
  async invokeFrom(frame: StandInFrame | null, channel: string, ...handedOver: unknown[]): Promise<unknown> {
    const event = { sender: this.#contents, senderFrame: frame, type: 'frame' } as const;
    return this.#parts.ipcMain.receive(event, channel, handedOver);
  }

  /** A frame inside of the page. */
  addFrame(url: string, origin?: string): StandInFrame {
    return new StandInFrame(url, this.#contents.mainFrame, origin);
  }

  /** A link, a form, `location` or a file that is dropped. */
  goTo(url: string): boolean {
    if (!this.#passes('will-frame-navigate', url, true)) return false;
    if (!this.#passes('will-navigate', url, true)) return false;
    this.#contents.commit(url);
    return true;
  }

  /** A frame inside of the page goes elsewhere. */
  frameGoesTo(url: string): boolean {
    return this.#passes('will-frame-navigate', url, false);
  }

  /** The server answers with another address. */
  redirect(url: string): boolean {
    if (!this.#passes('will-redirect', url, true)) return false;
    this.#contents.commit(url);
    return true;
  }

  /** `window.open`. */
  open(url: string, frameName = '', features = ''): boolean {
    const disposition = features === '' ? 'foreground-tab' : 'new-window';
    const referrer = { url: this.#contents.getURL(), policy: 'no-referrer' } as const;
    const response = this.openHandler({ url, frameName, features, disposition, referrer });
    if (response.action === 'deny') return false;
    this.#parts.openChild(this.#contents, url, response);
    return true;
  }

  attachWebview(preferences: WebPreferences, src: string): boolean {
    const event = preventable({});
    this.#contents.emit('will-attach-webview', event, preferences, { src });
    return !event.prevented && this.#contents.preferences.webviewTag === true;
  }

  /** Asks for a permission as a browser does: the check first, then the request. */
  async ask(ask: Omit<Ask, 'contents' | 'url'> & { readonly url?: string }): Promise<boolean> {
    return this.#contents.session.decide({ contents: this.#contents, url: this.#contents.getURL(), ...ask });
  }

  /** A page's process ends. */
  crash(reason: 'crashed' | 'oom' | 'killed'): void {
    this.#contents.crashed = true;
    this.#contents.mainFrame.end();
    this.#contents.emit('render-process-gone', {}, { reason, exitCode: 1 });
  }

  #passes(name: string, url: string, isMainFrame: boolean): boolean {
    const frame = this.#contents.mainFrame;
    const event = preventable({ url, isMainFrame, isSameDocument: false, frame, initiator: frame });
    // The address comes twice: in the event, and after it as older programs read it.
    this.#contents.emit(name, event, url, false, isMainFrame);
    return !event.prevented;
  }
}
