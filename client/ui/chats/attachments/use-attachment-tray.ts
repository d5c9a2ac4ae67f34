// What lies beside the input of a conversation, and the ways by which files come there. Used by the composer.
import type { ClipboardEvent, DragEvent } from 'react';
import type { Attachment } from '../../../../protocol/files/model.ts';
import type { TrayItem } from '../../../app/files-model.ts';
import { useActions, useMeeting } from '../../state/meeting-context.ts';

const empty: readonly TrayItem[] = [];

export interface AttachmentTrayHandle {
  readonly isEmpty: boolean;
  /** Some of it is still on its way. */
  readonly isSending: boolean;
  /** Waits until all has arrived and takes it away; `undefined` when some failed, which stays with a sentence. */
  take(): Promise<readonly Attachment[] | undefined>;
  /** For the input's `onPaste`: files are taken, words are left to the input. */
  onPaste(event: ClipboardEvent): void;
  /** For the view's `onDragOver` and `onDrop`. */
  onDragOver(event: DragEvent): void;
  onDrop(event: DragEvent): void;
}

export function useAttachmentTray(conversation: string): AttachmentTrayHandle {
  const items = useMeeting(({ files }) => files.trays[conversation] ?? empty);
  const { files } = useActions();
  const attach = (list: FileList, event: ClipboardEvent | DragEvent) => {
    if (list.length === 0) return;
    event.preventDefault();
    files.attach(conversation, [...list]);
  };
  return {
    isEmpty: items.length === 0,
    isSending: items.some(({ state }) => state === 'sending'),
    take: () => files.take(conversation),
    // Some programs put a picture of the words beside them: words win.
    onPaste: (event) => {
      if (!event.clipboardData.types.includes('text/plain')) attach(event.clipboardData.files, event);
    },
    onDragOver: (event) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault();
    },
    onDrop: (event) => attach(event.dataTransfer.files, event),
  };
}
