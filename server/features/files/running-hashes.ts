// SHA-256 of uploads, counted while their bytes come; after a restart the file is read once. Used by the files feature.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

interface RunningHash {
  readonly hash: Hash;
  readonly bytes: number;
}

/** What has not grown for longest is counted anew from its file. */
const hashesMax = 2000;

export class RunningHashes {
  readonly #hashes = new Map<string, RunningHash>();

  /** The hash of the first `bytes` of an upload, to be told what follows. @param file in which they lie */
  async resume(id: string, file: string, bytes: number): Promise<Hash> {
    const running = this.#hashes.get(id);
    this.#hashes.delete(id);
    if (running?.bytes === bytes) return running.hash;
    const hash = createHash('sha256');
    if (bytes > 0)
      for await (const part of createReadStream(file, { end: bytes - 1 })) hash.update(part as Buffer);
    return hash;
  }

  keep(id: string, hash: Hash, bytes: number): void {
    this.#hashes.set(id, { hash, bytes });
    if (this.#hashes.size <= hashesMax) return;
    const [oldest] = this.#hashes.keys();
    if (oldest !== undefined) this.#hashes.delete(oldest);
  }

  forget(id: string): void {
    this.#hashes.delete(id);
  }
}
