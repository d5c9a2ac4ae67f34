// Stands in for Electron's binary, which cannot be had on closed networks: a window, without a screen to be seen on.
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { StandInContents } from './stand-in-contents.ts';

/** Makes the page of a new window. */
type MakeContents = (options: BrowserWindowConstructorOptions) => StandInContents;

let lastId = 0;

export class StandInWindow extends EventEmitter {
  readonly id = (lastId += 1);
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: StandInContents;
  /** What was called on it that shows on a screen only, for example `['setAlwaysOnTop', true, 'floating']`. */
  readonly asked: (readonly [string, ...unknown[]])[] = [];
  #bounds: Rectangle;
  #visible: boolean;
  #minimized = false;
  #maximized = false;
  #fullScreen = false;
  #focused = false;
  #destroyed = false;
  #alwaysOnTop: boolean;
  #title: string;

  constructor(options: BrowserWindowConstructorOptions, makeContents: MakeContents) {
    super();
    this.options = options;
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.#visible = options.show ?? true;
    this.#alwaysOnTop = options.alwaysOnTop ?? false;
    this.#title = options.title ?? '';
    this.webContents = makeContents(options);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.webContents.once('destroyed', () => this.destroy());
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
    this.focus();
  }
  showInactive(): void {
    this.#visible = true;
    this.emit('show');
  }
  hide(): void {
    this.#visible = false;
    this.blur();
    this.emit('hide');
  }
  focus(): void {
    if (this.#focused) return;
    this.#focused = true;
    this.emit('focus');
  }
  blur(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.emit('blur');
  }
  minimize(): void {
    this.#minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.#minimized = false;
    this.emit('restore');
  }
  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }
  /** The person closes it; a listener may keep it. */
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => void (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#visible = false;
    this.webContents.destroy();
    this.emit('closed');
  }

  /** As `desktopCapturer` names this window. */
  getMediaSourceId(): string {
    return `window:${1000 + this.id}:1`;
  }
  isVisible(): boolean {
    return this.#visible;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  isFullScreen(): boolean {
    return this.#fullScreen;
  }
  isFocused(): boolean {
    return this.#focused;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isAlwaysOnTop(): boolean {
    return this.#alwaysOnTop;
  }
  setAlwaysOnTop(flag: boolean, level?: string): void {
    this.#alwaysOnTop = flag;
    this.asked.push(['setAlwaysOnTop', flag, level]);
  }
  setFullScreen(flag: boolean): void {
    this.#fullScreen = flag;
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  getBounds(): Rectangle {
    return this.#bounds;
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }
  setVisibleOnAllWorkspaces(...asked: unknown[]): void {
    this.asked.push(['setVisibleOnAllWorkspaces', ...asked]);
  }
  setContentProtection(...asked: unknown[]): void {
    this.asked.push(['setContentProtection', ...asked]);
  }
  setIgnoreMouseEvents(...asked: unknown[]): void {
    this.asked.push(['setIgnoreMouseEvents', ...asked]);
  }
  setSkipTaskbar(...asked: unknown[]): void {
    this.asked.push(['setSkipTaskbar', ...asked]);
  }
  setOverlayIcon(...asked: unknown[]): void {
    this.asked.push(['setOverlayIcon', ...asked]);
  }
  setBackgroundColor(...asked: unknown[]): void {
    this.asked.push(['setBackgroundColor', ...asked]);
  }
  setMenuBarVisibility(...asked: unknown[]): void {
    this.asked.push(['setMenuBarVisibility', ...asked]);
  }
  removeMenu(): void {
    this.asked.push(['removeMenu']);
  }
  setMenu(...asked: unknown[]): void {
    this.asked.push(['setMenu', ...asked]);
  }
  flashFrame(...asked: unknown[]): void {
    this.asked.push(['flashFrame', ...asked]);
  }
}
