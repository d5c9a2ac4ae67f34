// What the screens see of attachments and what they may ask of them. Implemented by files-controller; a part of the meeting's state.
import type { Attachment, AttachmentPart } from '../../protocol/files/model.ts';
import type { Problem } from './meeting-model.ts';

/** A file that is on its way into a message. */
export interface TrayItem {
  readonly key: string;
  readonly kind: Attachment['kind'];
  readonly name: string;
  readonly bytes: number;
  readonly state: 'sending' | 'ready' | 'failed';
  /** From 0 to 1. */
  readonly progress: number;
  /** Of the picture itself, from this device. */
  readonly address: string | undefined;
  /** Why it failed. */
  readonly problem: Problem | undefined;
  readonly attachment: Attachment | undefined;
}

export interface FilesState {
  /** What lies beside the input of each conversation, in order. */
  readonly trays: Readonly<Record<string, readonly TrayItem[]>>;
  /** Why the last file was not taken, by conversation. */
  readonly refused: Readonly<Record<string, Problem>>;
  /** Attachments of messages that this page sent, by id: shown before the server has the message. */
  readonly known: Readonly<Record<string, Attachment>>;
  /** Voice messages that are known to have been listened to, or not. */
  readonly heard: Readonly<Record<string, boolean>>;
}

export const noFiles: FilesState = { trays: {}, refused: {}, known: {}, heard: {} };

export interface FileActions {
  /** Begins to send files; what is refused stands in `refused`. */
  attach(conversation: string, files: readonly File[]): void;
  /** Takes a file away again. */
  detach(conversation: string, key: string): void;
  retry(conversation: string, key: string): void;
  /**
   * Waits until everything beside the input has arrived, and takes it from there.
   * @returns what a message is to hold; `undefined` when some of it failed, which stays where it is
   */
  take(conversation: string): Promise<readonly Attachment[] | undefined>;
  /** An address to show an attachment by; `undefined` while it cannot be had. */
  address(id: string, part: AttachmentPart): Promise<string | undefined>;
  /** Bytes of an attachment; `undefined` while they cannot be had. */
  read(id: string): Promise<Blob | undefined>;
  /** An address by which the browser saves an attachment. */
  saveAddress(id: string): Promise<string | undefined>;
  /** Finds out which of these voice messages were listened to. */
  lookHeard(ids: readonly string[]): void;
  markHeard(id: string): void;
}
