// Begins uploads and makes attachments of them. What is refused is refused before the first byte. Used by the files feature.
import { createHash, randomBytes } from 'node:crypto';
import { open, stat, statfs } from 'node:fs/promises';
import type { Attachment } from '../../../protocol/files/model.ts';
import {
  attachmentMaxBytes,
  openUploadsMax,
  uploadPaces,
  voiceMaxBytes,
} from '../../../protocol/files/file-limits.ts';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import type { StoredBlob } from '../../../sql/blob-store.ts';
import type { Database } from '../../../sql/database.ts';
import type { StoredUpload } from '../../../sql/upload-store.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { KeyedQueue } from '../../limits/keyed-queue.ts';
import { PaceKeeper, type PaceShare } from '../../limits/pace-keeper.ts';
import { multiplied } from '../../limits/plan-pace.ts';
import type { PictureMaker } from '../../pictures/picture-maker.ts';
import { contentType, isPictureType, isVoiceType, sniffedBytes } from './content-type.ts';
import type { FilePlaces } from './file-places.ts';
import { makePreview } from './make-preview.ts';
import type { RunningHashes } from './running-hashes.ts';

/** The account that asks, and where from. */
interface Actor {
  readonly accountId: string;
  readonly address: string;
}

export interface UploadsParts {
  readonly database: Database;
  readonly places: FilePlaces;
  readonly hashes: RunningHashes;
  readonly pictures: Pick<PictureMaker, 'make'>;
  /** One at a time for each content; shared with the sweep. */
  readonly contents: KeyedQueue;
  /** What the attachments of one account may take, in bytes. */
  readonly spacePerAccount: number;
  /** Whether what an address asks is counted. */
  readonly counts: (address: string) => boolean;
  readonly requestAllowance: number;
  readonly clock: { readonly now: () => number; readonly elapsedMs: () => number };
  /** Bytes that are free where files lie; a test hands in its own. */
  readonly freeBytes?: () => Promise<number>;
}

/** So much of the disk stays free for the database and the log. */
const spareBytes = 256 * 1024 * 1024;
/** A voice message is counted as four minutes before it is known how long it is. */
const usualVoiceBytes = 1024 * 1024;

/** Every method may throw RequestError `database-unavailable`. */
export class Uploads {
  readonly #parts: UploadsParts;
  readonly #accounts = new KeyedQueue();
  readonly #pace = new PaceKeeper();

  constructor(parts: UploadsParts) {
    this.#parts = parts;
  }

  /** @throws RequestError `file-too-large`, `too-often`, `too-many-uploads`, `quota-reached`, `disk-full` */
  async begin(
    actor: Actor,
    { name, bytes }: RequestInput<'attachment:begin-upload'>,
  ): Promise<RequestOutput<'attachment:begin-upload'>> {
    if ((bytes ?? 0) > attachmentMaxBytes) throw new RequestError('file-too-large');
    const reservedBytes = bytes ?? voiceMaxBytes;
    const key = randomBytes(32).toString('base64url');
    const upload: StoredUpload = {
      id: randomBytes(16).toString('hex'),
      accountId: actor.accountId,
      keyHash: hashOfKey(key),
      name,
      bytes,
      reservedBytes,
      createdAtMs: this.#parts.clock.now(),
    };
    await this.#accounts.run(actor.accountId, () => this.#reserve(actor, upload));
    return { id: upload.id, key };
  }

  /** Whether a key opens an upload. */
  async isOpenedBy(id: string, key: string): Promise<boolean> {
    const upload = await this.#parts.database.uploads.byId(id);
    return upload !== undefined && upload.keyHash === hashOfKey(key);
  }

  /**
   * Makes an attachment of an upload; asked again it answers alike.
   * @throws RequestError `no-such-attachment`, `upload-incomplete`
   */
  async finish({ accountId }: Actor, { id, voice }: RequestInput<'attachment:finish'>): Promise<Attachment> {
    const { database } = this.#parts;
    return this.#accounts.run(`finish ${id}`, async () => {
      const made = await database.attachments.byId(id);
      if (made?.accountId === accountId) return made.attachment;
      const upload = await database.uploads.byId(id);
      if (upload?.accountId !== accountId) throw new RequestError('no-such-attachment');
      return this.#make(upload, voice);
    });
  }

  async #reserve(actor: Actor, upload: StoredUpload): Promise<void> {
    const { database, places, spacePerAccount } = this.#parts;
    const open = await database.uploads.ofAccount(upload.accountId);
    if (open.length >= openUploadsMax) throw new RequestError('too-many-uploads');
    const reserved = open.reduce((sum, { reservedBytes }) => sum + reservedBytes, upload.reservedBytes);
    if ((await database.attachments.bytesOf(upload.accountId)) + reserved > spacePerAccount)
      throw new RequestError('quota-reached');
    if ((await this.#freeBytes()) < upload.reservedBytes + spareBytes) throw new RequestError('disk-full');
    this.#spend(actor, upload.bytes ?? usualVoiceBytes);
    await places.begin(upload.id);
    await database.uploads.insert(upload);
  }

  async #make(upload: StoredUpload, voice: RequestInput<'attachment:finish'>['voice']): Promise<Attachment> {
    const { database, places, hashes, contents, clock } = this.#parts;
    const { id, accountId, name, bytes } = upload;
    const file = places.upload(id);
    const arrived = await stat(file).catch(() => undefined);
    if (bytes === undefined || arrived?.size !== bytes) throw new RequestError('upload-incomplete');
    const type = await typeOf(file);
    const blobId = (await hashes.resume(id, file, bytes)).digest('hex');
    return contents.run(blobId, async () => {
      await places.keep(id, blobId);
      const known = await database.blobs.byId(blobId);
      const blob = known ?? (await this.#look({ id: blobId, bytes, type, picture: undefined }));
      const kind =
        voice !== undefined && isVoiceType(blob.type) ? 'voice' : blob.picture ? 'picture' : 'file';
      await database.transaction(async (stores) => {
        if (known === undefined) await stores.blobs.insert(blob);
        await stores.attachments.insert({
          id,
          accountId,
          blobId,
          kind,
          name,
          durationMs: kind === 'voice' ? voice?.durationMs : undefined,
          waveform: kind === 'voice' ? voice?.waveform : undefined,
          createdAtMs: clock.now(),
        });
        await stores.uploads.remove(id);
      });
      hashes.forget(id);
      await places.dropUpload(id);
      const made = await database.attachments.byId(id);
      if (made === undefined) throw new RequestError('no-such-attachment');
      return made.attachment;
    });
  }

  /** Makes the small picture of a picture; what cannot be opened stays a file. */
  async #look(blob: StoredBlob): Promise<StoredBlob> {
    const { places, pictures } = this.#parts;
    if (!isPictureType(blob.type)) return blob;
    return { ...blob, picture: await makePreview(pictures, places, blob.id) };
  }

  async #freeBytes(): Promise<number> {
    if (this.#parts.freeBytes !== undefined) return this.#parts.freeBytes();
    const { bavail, bsize } = await statfs(this.#parts.places.dataDir);
    return bavail * bsize;
  }

  /** @throws RequestError `too-often` */
  #spend({ accountId, address }: Actor, bytes: number): void {
    const { counts, requestAllowance, clock } = this.#parts;
    const networks = counts(address) ? networksOf(address) : [];
    const shares: PaceShare[] = [
      { key: accountId, limits: multiplied(uploadPaces.account, requestAllowance) },
      ...networks.map(({ key, allowance }) => ({
        key,
        limits: multiplied(uploadPaces.address, requestAllowance * allowance),
      })),
    ];
    const waitMs = this.#pace.spend(shares, Math.max(1, bytes), clock.elapsedMs());
    if (waitMs > 0) throw new RequestError('too-often', { retryAfterMs: waitMs });
  }
}

function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

async function typeOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0);
    return contentType(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
