// Where uploads, contents and small pictures lie below the data folder. Names are ids of ours, never what a client says.
import { type FileHandle, link, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export class FilePlaces {
  readonly dataDir: string;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  get uploadsDir(): string {
    return join(this.dataDir, 'uploads');
  }

  get blobsDir(): string {
    return join(this.dataDir, 'blobs');
  }

  upload(id: string): string {
    return join(this.uploadsDir, id);
  }

  /** @param blobId SHA-256 in hexadecimal digits */
  blob(blobId: string): string {
    return join(this.blobsDir, blobId.slice(0, 2), blobId.slice(2));
  }

  preview(blobId: string): string {
    return join(this.dataDir, 'previews', blobId.slice(0, 2), `${blobId.slice(2)}.webp`);
  }

  /** Makes an upload's file, empty. */
  async begin(id: string): Promise<void> {
    await mkdir(this.uploadsDir, { recursive: true, mode: 0o700 });
    await (await open(this.upload(id), 'wx', 0o600)).close();
  }

  /**
   * Puts the bytes of an upload, which are on the disk, into the place of their content too; what lies there already is the same.
   * The upload stays until its rows are written, so that it can be finished again after a crash.
   */
  async keep(id: string, blobId: string): Promise<void> {
    const place = this.blob(blobId);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await link(this.upload(id), place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    for (const folder of [dirname(place), this.blobsDir]) await flushFolder(folder);
  }

  /** Writes a content that comes whole: at a restore. */
  async put(blobId: string, content: Uint8Array): Promise<void> {
    const place = this.blob(blobId);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await writeFile(`${place}.restored`, content, { mode: 0o600, flush: true });
    await rename(`${place}.restored`, place);
  }

  /** Makes the folder in which a content's small picture lies. @returns where it is to be written */
  async preparePreview(blobId: string): Promise<string> {
    const place = this.preview(blobId);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    return place;
  }

  async dropUpload(id: string): Promise<void> {
    await rm(this.upload(id), { force: true });
  }

  async dropBlob(blobId: string): Promise<void> {
    await rm(this.preview(blobId), { force: true });
    await rm(this.blob(blobId), { force: true });
  }
}

async function flushFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder);
    await handle.sync();
  } finally {
    await handle?.close();
  }
}
