// Which uploads this device has begun, so that the same file goes on where it stopped, also after the page was loaded anew.
import type { BegunUpload } from './send-bytes.ts';

const key = 'plenum.uploads';
/** The server keeps what is not finished for a day. */
const keptMs = 23 * 3600_000;

interface StoredUpload extends BegunUpload {
  readonly atMs: number;
}

type Stored = Readonly<Record<string, StoredUpload>>;

/** What tells a file from another one without reading it. */
export function fingerprintOf(accountId: string, { name, size, lastModified }: File): string {
  return JSON.stringify([accountId, name, size, lastModified]);
}

export class StoredUploads {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  find(fingerprint: string): BegunUpload | undefined {
    return this.#read()[fingerprint];
  }

  keep(fingerprint: string, { id, key: opens }: BegunUpload): void {
    this.#write({ ...this.#read(), [fingerprint]: { id, key: opens, atMs: this.#now() } });
  }

  forget(fingerprint: string): void {
    const { [fingerprint]: _, ...others } = this.#read();
    this.#write(others);
  }

  #read(): Stored {
    try {
      const all = JSON.parse(this.#storage.getItem(key) ?? '{}') as Stored;
      return Object.fromEntries(Object.entries(all).filter(([, { atMs }]) => atMs > this.#now() - keptMs));
    } catch {
      return {};
    }
  }

  #write(all: Stored): void {
    try {
      this.#storage.setItem(key, JSON.stringify(all));
    } catch {
      // Without space a file begins anew; nothing else hangs on it.
    }
  }
}
