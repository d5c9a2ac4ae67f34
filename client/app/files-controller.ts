// Attachments of the account that is signed in: those beside the inputs are sent while one writes. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import { RequestError } from '../../protocol/error-codes.ts';
import { attachmentMaxBytes, attachmentsPerMessageMax } from '../../protocol/files/file-limits.ts';
import { type Attachment, fileNameSchema } from '../../protocol/files/model.ts';
import type { Notice } from '../../protocol/notices.ts';
import { OpenedFiles, type OpenedFilesParts } from '../files/opened-files.ts';
import { removeMetadata } from '../files/remove-metadata.ts';
import type { BegunUpload, SendBytesParts } from '../files/send-bytes.ts';
import { fingerprintOf, type StoredUploads } from '../files/stored-uploads.ts';
import type { Request } from '../messages/ports.ts';
import { type FileActions, noFiles, type TrayItem } from './files-model.ts';
import type { MeetingState, Problem } from './meeting-model.ts';
import { toProblem } from './to-problem.ts';

export interface FilesControllerParts extends Omit<OpenedFilesParts, 'draw'> {
  readonly store: StoreApi<MeetingState>;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
  readonly stored: StoredUploads;
  readonly send: (parts: SendBytesParts) => () => void;
}

/** A file that is being sent, or was. */
interface Running {
  readonly file: File;
  stop: () => void;
  /** Resolves with the attachment, or with nothing when it failed or was taken away. */
  done: Promise<Attachment | undefined>;
}

const isPicture = (file: File): boolean => /^image\/(jpeg|png|webp|gif|avif)$/.test(file.type);

export class FilesController {
  readonly #parts: FilesControllerParts;
  readonly #opened: OpenedFiles;
  readonly #running = new Map<string, Running>();
  #accountId: string | undefined;
  #lastKey = 0;

  constructor(parts: FilesControllerParts) {
    this.#parts = parts;
    this.#opened = new OpenedFiles({
      ...parts,
      draw: (input) => parts.request('attachment:draw-tickets', input),
    });
  }

  begin(accountId: string): void {
    this.#accountId = accountId;
  }

  /** No account is signed in any more. */
  end(): void {
    for (const { stop } of this.#running.values()) stop();
    this.#running.clear();
    this.#opened.clear();
    this.#accountId = undefined;
    this.#parts.store.setState({ files: noFiles });
  }

  handleNotice(notice: Notice): void {
    if (notice.name === 'attachment:heard') this.#setHeard({ [notice.body.id]: true });
  }

  actions(): FileActions {
    const nothing = (): undefined => undefined;
    return {
      attach: (conversation, files) => this.#attach(conversation, files),
      detach: (conversation, key) => this.#detach(conversation, key),
      retry: (conversation, key) => {
        const running = this.#running.get(key);
        if (running !== undefined) this.#start(conversation, key, running.file);
      },
      take: (conversation) => this.#take(conversation),
      address: (id, part) => this.#opened.address(id, part).catch(nothing),
      read: (id) => this.#opened.blob(id, 'content').catch(nothing),
      saveAddress: (id) => this.#opened.ticketAddress(id).catch(nothing),
      lookHeard: (ids) => void this.#lookHeard(ids),
      markHeard: (id) => {
        this.#setHeard({ [id]: true });
        this.#parts.request('attachment:mark-heard', { id }).catch(nothing);
      },
    };
  }

  /** An attachment of this device's own, and its bytes. */
  keep(attachment: Attachment, bytes: Blob): void {
    this.#opened.take(attachment.id, 'content', bytes);
    this.#note([attachment]);
  }

  #note(attachments: readonly Attachment[]): void {
    const known = { ...this.#slice.known };
    for (const attachment of attachments) known[attachment.id] = attachment;
    this.#parts.store.setState({ files: { ...this.#slice, known } });
  }

  get #slice() {
    return this.#parts.store.getState().files;
  }

  #attach(conversation: string, files: readonly File[]): void {
    const tray = this.#slice.trays[conversation] ?? [];
    const room = attachmentsPerMessageMax - tray.length;
    const refusal = files.map(refusalOf).find((problem) => problem !== undefined);
    const tooMany: Problem | undefined = files.length > room ? { code: 'too-many-attachments' } : undefined;
    this.#setRefused(conversation, refusal ?? tooMany);
    const taken = files.filter((file) => refusalOf(file) === undefined).slice(0, Math.max(0, room));
    for (const file of taken) {
      const key = String((this.#lastKey += 1));
      const item: TrayItem = {
        key,
        kind: isPicture(file) ? 'picture' : 'file',
        name: file.name,
        bytes: file.size,
        state: 'sending',
        progress: 0,
        address: isPicture(file) ? this.#parts.makeAddress(file) : undefined,
        problem: undefined,
        attachment: undefined,
      };
      this.#setTray(conversation, [...(this.#slice.trays[conversation] ?? []), item]);
      this.#start(conversation, key, file);
    }
  }

  #start(conversation: string, key: string, file: File): void {
    const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
    const running: Running = { file, stop: () => resolve(undefined), done: Promise.resolve(undefined) };
    this.#running.set(key, running);
    this.#change(conversation, key, { state: 'sending', progress: 0, problem: undefined });
    const sent = this.#send(conversation, key, running).catch((error: unknown) => {
      this.#change(conversation, key, { state: 'failed', problem: toProblem(error) });
      return undefined;
    });
    running.done = Promise.race([sent, stopped]);
  }

  async #send(conversation: string, key: string, running: Running): Promise<Attachment> {
    const { file } = running;
    const bytes = isPicture(file)
      ? new Blob([removeMetadata(new Uint8Array(await file.arrayBuffer()))], { type: file.type })
      : file;
    const fingerprint = fingerprintOf(this.#accountId ?? '', file);
    const known = this.#parts.stored.find(fingerprint);
    const attachment =
      (known && (await this.#sendAs(known, bytes, conversation, key, running).catch(unlessGone))) ??
      (await this.#sendAs(
        await this.#beginUpload(fingerprint, file.name, bytes),
        bytes,
        conversation,
        key,
        running,
      ));
    this.#parts.stored.forget(fingerprint);
    this.#opened.take(attachment.id, 'content', bytes);
    if (attachment.kind === 'picture') this.#opened.take(attachment.id, 'preview', bytes);
    this.#change(conversation, key, { state: 'ready', progress: 1, attachment });
    return attachment;
  }

  async #beginUpload(fingerprint: string, name: string, { size: bytes }: Blob): Promise<BegunUpload> {
    const begun = await this.#parts.request('attachment:begin-upload', { name, bytes });
    this.#parts.stored.keep(fingerprint, begun);
    return begun;
  }

  async #sendAs(
    begun: BegunUpload,
    bytes: Blob,
    conversation: string,
    key: string,
    running: Running,
  ): Promise<Attachment> {
    const { origin, send, request } = this.#parts;
    if (bytes.size > 0)
      await new Promise<void>((resolve, reject) => {
        const { stop } = running;
        const callOff = send({
          origin,
          begun,
          bytes,
          onProgress: (sent) => this.#change(conversation, key, { progress: sent / bytes.size }),
          onSent: resolve,
          onRefused: (code) => reject(new RequestError(code)),
        });
        running.stop = () => {
          callOff();
          stop();
        };
      });
    return (await request('attachment:finish', { id: begun.id })).attachment;
  }

  #detach(conversation: string, key: string): void {
    this.#running.get(key)?.stop();
    this.#running.delete(key);
    const item = this.#slice.trays[conversation]?.find((each) => each.key === key);
    if (item?.address !== undefined) this.#parts.dropAddress(item.address);
    this.#setTray(
      conversation,
      (this.#slice.trays[conversation] ?? []).filter((each) => each.key !== key),
    );
  }

  async #take(conversation: string): Promise<readonly Attachment[] | undefined> {
    const keys = (this.#slice.trays[conversation] ?? []).map(({ key }) => key);
    const arrived = await Promise.all(keys.map(async (key) => this.#running.get(key)?.done));
    // What was taken away meanwhile is not waited for any more; what failed is.
    const left = new Set((this.#slice.trays[conversation] ?? []).map(({ key }) => key));
    if (keys.some((key, index) => left.has(key) && arrived[index] === undefined)) return undefined;
    const taken = keys.flatMap((key, index) => (left.has(key) ? (arrived[index] ?? []) : []));
    for (const key of keys) this.#detach(conversation, key);
    this.#note(taken);
    this.#setRefused(conversation, undefined);
    return taken;
  }

  async #lookHeard(ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => this.#slice.heard[id] === undefined);
    if (unknown.length === 0) return;
    const { ids: heard } = await this.#parts
      .request('attachment:list-heard', { ids: unknown })
      .catch(() => ({ ids: unknown }));
    this.#setHeard(Object.fromEntries(unknown.map((id) => [id, heard.includes(id)])));
  }

  #setHeard(heard: Readonly<Record<string, boolean>>): void {
    this.#parts.store.setState({ files: { ...this.#slice, heard: { ...this.#slice.heard, ...heard } } });
  }

  #change(conversation: string, key: string, change: Partial<TrayItem>): void {
    const tray = this.#slice.trays[conversation] ?? [];
    if (!tray.some((item) => item.key === key)) return;
    this.#setTray(
      conversation,
      tray.map((item) => (item.key === key ? { ...item, ...change } : item)),
    );
  }

  #setTray(conversation: string, tray: readonly TrayItem[]): void {
    const { [conversation]: _, ...others } = this.#slice.trays;
    const trays = tray.length === 0 ? others : { ...others, [conversation]: tray };
    this.#parts.store.setState({ files: { ...this.#slice, trays } });
  }

  #setRefused(conversation: string, problem: Problem | undefined): void {
    const { [conversation]: _, ...others } = this.#slice.refused;
    const refused = problem === undefined ? others : { ...others, [conversation]: problem };
    this.#parts.store.setState({ files: { ...this.#slice, refused } });
  }
}

/** Why a file is not begun to be sent. */
function refusalOf(file: File): Problem | undefined {
  if (file.size > attachmentMaxBytes) return { code: 'file-too-large' };
  return fileNameSchema.safeParse(file.name).success ? undefined : { code: 'bad-file-name' };
}

/** An upload that the server has let go of begins anew. @throws every other error */
function unlessGone(error: unknown): undefined {
  if (error instanceof RequestError && error.code === 'no-such-attachment') return undefined;
  throw error;
}
