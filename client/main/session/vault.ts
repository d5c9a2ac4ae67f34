// Keeps the tokens of those who stay signed in, one for each server, encrypted with a key of the system's own vault. Used by
// `session-service.ts`; whether there is a vault is shown by the settings.
import { readFileSync, rmSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Electron } from '../electron.ts';
import { writeWhole } from '../store/write-whole.ts';

/** Base64 of what the system encrypted, by origin. */
const contents = z.record(z.string(), z.string());
type Contents = z.infer<typeof contents>;

type SafeStorage = Pick<
  Electron['safeStorage'],
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;

export class Vault {
  readonly #file: string;
  readonly #safeStorage: SafeStorage;
  readonly #platform: NodeJS.Platform;

  /**
   * @param file absolute path; need not exist
   * @param platform of the process: only on Linux there are vaults that are none
   */
  constructor(file: string, safeStorage: SafeStorage, platform: NodeJS.Platform) {
    this.#file = file;
    this.#safeStorage = safeStorage;
    this.#platform = platform;
  }

  /**
   * Whether what is kept here is safe from other users and from copies of the disk. Without a keyring Linux offers a key that
   * stands in Chromium's source, which is none. Known once the program is ready.
   */
  get isAvailable(): boolean {
    if (!this.#safeStorage.isEncryptionAvailable()) return false;
    if (this.#platform !== 'linux') return true;
    return !['basic_text', 'unknown'].includes(this.#safeStorage.getSelectedStorageBackend());
  }

  /** `undefined` when nothing is kept, or it cannot be read any more: then it is forgotten. */
  read(origin: string): string | undefined {
    const encrypted = this.#contents().get(origin);
    if (encrypted === undefined || !this.isAvailable) return undefined;
    try {
      return this.#safeStorage.decryptString(Buffer.from(encrypted, 'base64'));
    } catch {
      this.forget(origin);
      return undefined;
    }
  }

  /** Without a vault nothing is kept, and what was kept of this server earlier is forgotten. */
  keep(origin: string, token: string): void {
    if (!this.isAvailable) return this.forget(origin);
    try {
      const encrypted = this.#safeStorage.encryptString(token).toString('base64');
      this.#write(this.#contents().set(origin, encrypted));
    } catch {
      // The keyring was locked again, or the disk is full: the person signs in anew after the next start.
      this.forget(origin);
    }
  }

  forget(origin: string): void {
    const kept = this.#contents();
    if (!kept.delete(origin)) return;
    try {
      this.#write(kept);
    } catch {
      // On a full disk: rather all sign-ins are lost than that one stays which should be gone.
      rmSync(this.#file, { force: true });
    }
  }

  #contents(): Map<string, string> {
    let read: Contents = {};
    try {
      read = contents.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // There is none yet, or nothing in it can be read: it is replaced with the next token.
    }
    return new Map(Object.entries(read));
  }

  #write(kept: ReadonlyMap<string, string>): void {
    writeWhole(this.#file, `${JSON.stringify(Object.fromEntries(kept))}\n`);
  }
}
