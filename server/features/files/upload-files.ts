// The bytes of uploads, as the tus server asks for them. What a file holds has arrived: it is flushed before it is acknowledged.
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import type { StoredUpload, UploadStore } from '../../../sql/upload-store.ts';
import { unsentLifetimeMs } from '../../../protocol/files/file-limits.ts';
import type { FilePlaces } from './file-places.ts';
import type { RunningHashes } from './running-hashes.ts';
import { diskFull, noSuchUpload } from './upload-answers.ts';

export interface UploadFilesParts {
  readonly uploads: Pick<UploadStore, 'byId' | 'setBytes' | 'remove'>;
  readonly places: FilePlaces;
  readonly hashes: RunningHashes;
}

/** Uploads are begun by a request of the protocol, never by tus. */
export class UploadFiles extends DataStore {
  readonly #parts: UploadFilesParts;

  constructor(parts: UploadFilesParts) {
    super();
    this.#parts = parts;
    this.extensions = ['creation-defer-length', 'termination', 'expiration'];
  }

  override getExpiration(): number {
    return unsentLifetimeMs;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#require(id);
    const { size } = await stat(this.#parts.places.upload(id)).catch(() => Promise.reject(noSuchUpload));
    return new Upload({
      id,
      offset: size,
      creation_date: new Date(row.createdAtMs).toISOString(),
      ...(row.bytes !== undefined && { size: row.bytes }),
    });
  }

  override async declareUploadLength(id: string, bytes: number): Promise<void> {
    await this.#parts.uploads.setBytes(id, bytes);
  }

  /** @returns how many bytes have arrived in all */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { places, hashes } = this.#parts;
    const file = places.upload(id);
    const hash = await hashes.resume(id, file, offset);
    const handle = await open(file, 'r+');
    let bytes = offset;
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        await writeWhole(handle, part, bytes);
        hash.update(part);
        bytes += part.length;
      }
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull : error;
    } finally {
      await handle.datasync().catch(() => undefined);
      await handle.close();
      hashes.keep(id, hash, bytes);
    }
    return bytes;
  }

  /** The row away first, then the bytes. */
  override async remove(id: string): Promise<void> {
    const { uploads, places, hashes } = this.#parts;
    await uploads.remove(id);
    hashes.forget(id);
    await places.dropUpload(id);
  }

  async #require(id: string): Promise<StoredUpload> {
    const row = await this.#parts.uploads.byId(id);
    if (row === undefined) throw noSuchUpload;
    return row;
  }
}

/** A disk that is full takes a part before it refuses the rest. */
async function writeWhole(handle: FileHandle, part: Buffer, position: number): Promise<void> {
  for (let done = 0; done < part.length; ) {
    const { bytesWritten } = await handle.write(part, done, part.length - done, position + done);
    done += bytesWritten;
  }
}
