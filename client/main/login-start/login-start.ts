// Starting with the system: switched on and off, and always read back from the system, where the person can change it too. Used by
// `settings-service`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Electron } from '../electron.ts';
import { isAutostartOn, writeAutostart } from './autostart-entry.ts';

/** With this argument the program starts into the tray. */
export const hiddenArgument = '--hidden';

export interface LoginStartParts {
  readonly electron: Pick<Electron, 'app'>;
  readonly platform: NodeJS.Platform;
  /** Of the process: `HOME` and `XDG_CONFIG_HOME` say where autostart files lie, `APPIMAGE` which file is to be started. */
  readonly env: NodeJS.ProcessEnv;
  /** Absolute path of the running program. */
  readonly execPath: string;
}

export class LoginStart {
  readonly #parts: LoginStartParts;

  constructor(parts: LoginStartParts) {
    this.#parts = parts;
  }

  /** Whether the system can start us: from a folder of sources there is no program to start. */
  get available(): boolean {
    const { electron, platform } = this.#parts;
    if (!electron.app.isPackaged) return false;
    return platform === 'win32' || platform === 'darwin' || this.#autostartFile() !== undefined;
  }

  /** What the system will do at the next login. */
  get on(): boolean {
    if (!this.available) return false;
    const file = this.#autostartFile();
    if (file !== undefined) return isAutostartOn(readIfThere(file) ?? 'Hidden=true');
    const { openAtLogin } = this.#parts.electron.app.getLoginItemSettings(this.#loginItem());
    return openAtLogin;
  }

  /** @throws the file system's error where the file cannot be written */
  set(on: boolean): void {
    if (!this.available || on === this.on) return;
    const file = this.#autostartFile();
    if (file === undefined)
      this.#parts.electron.app.setLoginItemSettings({ ...this.#loginItem(), openAtLogin: on });
    else if (on) this.#writeFile(file);
    else rmSync(file, { force: true });
  }

  #writeFile(file: string): void {
    const { env, execPath } = this.#parts;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, writeAutostart({ program: env['APPIMAGE'] ?? execPath, args: [hiddenArgument] }));
  }

  /** The arguments are part of the entry on Windows, so reading back has to name them too; macOS takes none. */
  #loginItem(): { args?: string[] } {
    return this.#parts.platform === 'win32' ? { args: [hiddenArgument] } : {};
  }

  /** `undefined` on other systems than Linux. */
  #autostartFile(): string | undefined {
    const { platform, env } = this.#parts;
    if (platform !== 'linux') return undefined;
    const home = env['HOME'];
    const config = env['XDG_CONFIG_HOME'] || (home ? join(home, '.config') : '');
    return config === '' ? undefined : join(config, 'autostart', 'plenum.desktop');
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
