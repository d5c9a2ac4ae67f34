// Stands in for Electron's binary, which cannot be had on closed networks: the program's process.
import { EventEmitter } from 'node:events';

export class StandInApp extends EventEmitter {
  readonly name = 'Plenum';
  readonly isPackaged: boolean;
  /** False: another one runs already. */
  firstInstance = true;
  readonly switches = new Map<string, string>();
  /** Names of switches that the program took away, whether they were given or not. */
  readonly removedSwitches: string[] = [];
  readonly linkSchemes = new Set<string>();
  loginItem = { openAtLogin: false, openAsHidden: false };
  /** What ended the program, in order. */
  readonly ended: ('quit' | 'exit' | 'relaunch')[] = [];
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void this.switches.set(name, value),
    hasSwitch: (name: string) => this.switches.has(name),
    getSwitchValue: (name: string) => this.switches.get(name) ?? '',
    removeSwitch: (name: string) => {
      this.removedSwitches.push(name);
      this.switches.delete(name);
    },
  };
  sandboxed = false;
  accessibilitySupportEnabled = false;
  #ready = false;
  readonly #folder: string;

  /** @param folder where the program keeps what it keeps */
  constructor(folder: string, isPackaged: boolean) {
    super();
    this.#folder = folder;
    this.isPackaged = isPackaged;
  }

  /** The system lets the program begin. */
  becomeReady(): void {
    this.#ready = true;
    this.emit('ready', {}, {});
  }
  isReady(): boolean {
    return this.#ready;
  }
  whenReady(): Promise<void> {
    return this.#ready
      ? Promise.resolve()
      : new Promise((resolve) => void this.once('ready', () => resolve()));
  }

  enableSandbox(): void {
    this.sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    return this.firstInstance;
  }
  releaseSingleInstanceLock(): void {}
  /** `before-quit`, then the windows, then `will-quit`: as the program ends itself. */
  quit(): void {
    let prevented = false;
    const event = { preventDefault: () => void (prevented = true) };
    this.emit('before-quit', event);
    if (!prevented) this.emit('will-quit', event);
    if (prevented) return;
    this.ended.push('quit');
    this.emit('quit', {}, 0);
  }
  exit(): void {
    this.ended.push('exit');
  }
  relaunch(): void {
    this.ended.push('relaunch');
  }
  getVersion(): string {
    return '0.1.0';
  }
  getName(): string {
    return this.name;
  }
  setName(): void {}
  getLocale(): string {
    return 'en-US';
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }
  getPath(): string {
    return this.#folder;
  }
  getAppPath(): string {
    return this.#folder;
  }
  setPath(): void {}
  setAppUserModelId(): void {}
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.linkSchemes.add(scheme);
    return true;
  }
  isDefaultProtocolClient(scheme: string): boolean {
    return this.linkSchemes.has(scheme);
  }
  setLoginItemSettings(settings: { readonly openAtLogin?: boolean; readonly openAsHidden?: boolean }): void {
    this.loginItem = { ...this.loginItem, ...settings };
  }
  getLoginItemSettings(): StandInApp['loginItem'] {
    return this.loginItem;
  }
  getGPUFeatureStatus(): object {
    return {};
  }
  disableHardwareAcceleration(): void {
    this.switches.set('disable-gpu', '');
  }
  focus(): void {}
}
