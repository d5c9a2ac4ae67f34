// Removes what nothing holds any more: uploads that were never finished, attachments of no message, contents of no attachment.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unsentLifetimeMs } from '../../../protocol/files/file-limits.ts';
import type { Database } from '../../../sql/database.ts';
import type { KeyedQueue } from '../../limits/keyed-queue.ts';
import type { FilePlaces } from './file-places.ts';

export interface SweepParts {
  readonly database: Pick<Database, 'uploads' | 'attachments' | 'blobs'>;
  readonly places: FilePlaces;
  /** One at a time for each content; shared with what finishes uploads. */
  readonly contents: KeyedQueue;
}

/** So many rows are read at a time. */
const batch = 200;

/**
 * The row goes first, then the bytes: a crash in between leaves a file too many, which `sweepStrays` finds.
 * @param nowMs milliseconds since the epoch
 * @throws RequestError `database-unavailable`
 */
export async function sweepFiles({ database, places, contents }: SweepParts, nowMs: number): Promise<void> {
  const before = nowMs - unsentLifetimeMs;
  for await (const id of inBatches(() => database.uploads.begunBefore(before, batch))) {
    await database.uploads.remove(id);
    await places.dropUpload(id);
  }
  for await (const id of inBatches(() => database.attachments.unheld(before, batch)))
    await database.attachments.removeUnheld(id);
  for await (const id of inBatches(() => database.blobs.unused(batch)))
    await contents.run(id, async () => {
      if (await database.blobs.removeUnused(id)) await places.dropBlob(id);
    });
}

/** Removes files that no row names and that are older than a day: what a crash left. @param nowMs milliseconds since the epoch */
export async function sweepStrays({ database, places, contents }: SweepParts, nowMs: number): Promise<void> {
  for (const folder of await namesIn(places.blobsDir)) {
    const ids = (await namesIn(join(places.blobsDir, folder))).map((name) => folder + name);
    for (let start = 0; start < ids.length; start += batch) {
      const known = await database.blobs.known(ids.slice(start, start + batch));
      for (const id of ids.slice(start, start + batch).filter((each) => !known.has(each)))
        await contents.run(id, async () => {
          if (!(await isOld(places.blob(id), nowMs)) || (await database.blobs.byId(id)) !== undefined) return;
          await places.dropBlob(id);
        });
    }
  }
  for (const id of await namesIn(places.uploadsDir)) {
    if (!(await isOld(places.upload(id), nowMs)) || (await database.uploads.byId(id)) !== undefined) continue;
    await places.dropUpload(id);
  }
}

/** What `read` gives, until it gives nothing that it has not given before: what could not be removed is left for the next time. */
async function* inBatches(read: () => Promise<readonly string[]>): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (;;) {
    const fresh = (await read()).filter((id) => !seen.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) {
      seen.add(id);
      yield id;
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function isOld(file: string, nowMs: number): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && found.mtimeMs < nowMs - unsentLifetimeMs;
}
