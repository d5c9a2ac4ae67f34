// Stands in for Electron's binary, which cannot be had on closed networks: keys, tray, power, vault and the rest of the system.
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { MenuItemConstructorOptions } from 'electron';

export class StandInShortcuts {
  readonly keys = new Map<string, () => void>();
  /** Keys that another program has. */
  readonly taken = new Set<string>();

  register(key: string, pressed: () => void): boolean {
    if (this.taken.has(key)) return false;
    if (!/^[\w+.,;'[\]\\/`=-]+$/.test(key)) throw new TypeError(`conversion failure from ${key}`);
    this.keys.set(key, pressed);
    return true;
  }
  unregister(key: string): void {
    this.keys.delete(key);
  }
  unregisterAll(): void {
    this.keys.clear();
  }
  isRegistered(key: string): boolean {
    return this.keys.has(key);
  }
}

export interface StandInMenu {
  readonly items: readonly MenuItemConstructorOptions[];
}

/** What is both `Menu` and the record of what was made of it. */
export class StandInMenus {
  applicationMenu: StandInMenu | null | undefined;
  buildFromTemplate(items: readonly MenuItemConstructorOptions[]): StandInMenu {
    return { items };
  }
  setApplicationMenu(menu: StandInMenu | null): void {
    this.applicationMenu = menu;
  }
  getApplicationMenu(): StandInMenu | null {
    return this.applicationMenu ?? null;
  }
}

export class StandInTray extends EventEmitter {
  image: unknown;
  toolTip = '';
  menu: StandInMenu | null = null;
  #destroyed = false;

  constructor(image: unknown) {
    super();
    this.image = image;
  }
  setImage(image: unknown): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: StandInMenu | null): void {
    this.menu = menu;
  }
  setTitle(): void {}
  setIgnoreDoubleClickEvents(): void {}
  destroy(): void {
    this.#destroyed = true;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
}

export class StandInPowerSaveBlocker {
  readonly running = new Map<number, string>();
  #lastId = 0;

  start(type: string): number {
    this.running.set((this.#lastId += 1), type);
    return this.#lastId;
  }
  stop(id: number): boolean {
    return this.running.delete(id);
  }
  isStarted(id: number): boolean {
    return this.running.has(id);
  }
}

/** Turns every byte: enough to see that what lies in a file is not what was put in. */
const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
const vaultMark = 'v10';

export class StandInSafeStorage {
  available = true;
  backend = 'gnome_libsecret';

  isEncryptionAvailable(): boolean {
    return this.available;
  }
  getSelectedStorageBackend(): string {
    return this.backend;
  }
  encryptString(plain: string): Buffer {
    if (!this.available)
      throw new Error('Error while encrypting the text provided to safeStorage.encryptString.');
    return Buffer.concat([Buffer.from(vaultMark), turn(Buffer.from(plain))]);
  }
  decryptString(encrypted: Buffer): string {
    if (!encrypted.subarray(0, vaultMark.length).equals(Buffer.from(vaultMark)))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.');
    return turn(encrypted.subarray(vaultMark.length)).toString();
  }
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.available;
  }
  async encryptStringAsync(plain: string): Promise<Buffer> {
    return this.encryptString(plain);
  }
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    return { result: this.decryptString(encrypted), shouldReEncrypt: false };
  }
}

/** What the program asked the system to open. */
export class StandInShell {
  readonly opened: string[] = [];
  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  }
}

/** What the system asked the person in the program's name. */
export class StandInDialog {
  readonly asked: string[] = [];
  /** The number of the button that the person presses. */
  answer = 0;
  /** The window comes first where there is one. */
  async showMessageBox(...[first, second]: readonly { message?: string }[]): Promise<{ response: number }> {
    this.asked.push((second ?? first)?.message ?? '');
    return { response: this.answer };
  }
}

/** Processes that the program starts; what they write is pushed into `stdout`. */
export class StandInProcesses {
  readonly started: (EventEmitter & { readonly file: string; readonly words: readonly string[] })[] = [];
  fork(file: string, words: readonly string[]): EventEmitter {
    const child = Object.assign(new EventEmitter(), {
      file,
      words,
      stdout: new PassThrough(),
      kill: () => child.emit('exit', 0),
    });
    this.started.push(child);
    return child;
  }
}

export class StandInTheme extends EventEmitter {
  themeSource: 'system' | 'light' | 'dark' = 'system';
  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'dark';
  }
}

const emptyPicture = {
  isEmpty: () => false,
  toDataURL: () => 'data:image/png;base64,AAAA',
  toPNG: () => Buffer.alloc(0),
  toJPEG: () => Buffer.alloc(0),
  getSize: () => ({ width: 16, height: 16 }),
  resize: () => emptyPicture,
  setTemplateImage: () => undefined,
  addRepresentation: () => undefined,
};

export const standInNativeImage = {
  createEmpty: () => ({ ...emptyPicture, isEmpty: () => true }),
  createFromPath: () => emptyPicture,
  createFromBuffer: () => emptyPicture,
  createFromBitmap: () => emptyPicture,
  createFromDataURL: () => emptyPicture,
};

export class StandInCapturer {
  /** What is there to share. */
  sources = [
    { id: 'screen:0:0', name: 'Entire screen', display_id: '1', thumbnail: emptyPicture, appIcon: null },
    { id: 'window:5:0', name: 'Notes', display_id: '', thumbnail: emptyPicture, appIcon: null },
  ];
  async getSources(options: { readonly types: readonly string[] }): Promise<StandInCapturer['sources']> {
    return this.sources.filter(({ id }) => options.types.includes(id.slice(0, id.indexOf(':'))));
  }
}

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  scaleFactor: 1,
};

export class StandInScreen extends EventEmitter {
  getPrimaryDisplay(): typeof display {
    return display;
  }
  getAllDisplays(): (typeof display)[] {
    return [display];
  }
  getDisplayMatching(): typeof display {
    return display;
  }
  getDisplayNearestPoint(): typeof display {
    return display;
  }
  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 10, y: 10 };
  }
}

export class StandInPowerMonitor extends EventEmitter {
  onBatteryPower = false;
  getSystemIdleState(): string {
    return 'active';
  }
  getSystemIdleTime(): number {
    return 0;
  }
}
