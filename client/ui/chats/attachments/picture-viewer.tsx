// A picture over the whole window; arrow keys lead to the others of its message, Escape back.
import { Dialog } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Attachment } from '../../../../protocol/files/model.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { useActions } from '../../state/meeting-context.ts';
import { useTexts } from '../../texts/language-store.ts';
import { saveAttachment } from './save-attachment.ts';
import { useAttachmentAddress } from './use-attachment-address.ts';

interface PictureViewerProps {
  readonly pictures: readonly Attachment[];
  /** Which of them; `undefined` while it is closed. */
  readonly shown: number | undefined;
  readonly onShow: (index: number | undefined) => void;
}

export function PictureViewer({ pictures, shown, onShow }: PictureViewerProps) {
  const picture = shown === undefined ? undefined : pictures[shown];
  // Nothing of it stays behind: a backdrop that waited for its end would lie over the conversation.
  if (picture === undefined || shown === undefined) return null;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onShow(undefined)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/85" />
        <Dialog.Viewport className="fixed inset-0 z-40">
          <Opened picture={picture} shown={shown} count={pictures.length} onShow={onShow} />
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OpenedProps {
  readonly picture: Attachment;
  readonly shown: number;
  readonly count: number;
  readonly onShow: (index: number | undefined) => void;
}

function Opened({ picture: { id, name }, shown, count, onShow }: OpenedProps) {
  const texts = useTexts();
  const { files } = useActions();
  const small = useAttachmentAddress(id, 'preview');
  const large = useAttachmentAddress(id, 'content');
  const step = (by: number) => onShow((shown + by + count) % count);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
  };
  return (
    <Dialog.Popup
      data-testid="picture-viewer"
      onKeyDown={onKeyDown}
      className="flex size-full flex-col text-white outline-none"
    >
      <header className="flex items-center gap-2 p-3">
        <Dialog.Title className="min-w-0 flex-1 truncate text-[0.9375rem]">
          <bdi>{name}</bdi>
        </Dialog.Title>
        <IconButton
          icon={Download}
          look="tool"
          label={texts.files.save(name)}
          onClick={() => void saveAttachment(files, id, name)}
        />
        <Dialog.Close render={<IconButton icon={X} look="tool" label={texts.actions.close} />} />
      </header>
      <div className="flex min-h-0 flex-1 items-center gap-2 p-3 pt-0">
        {count > 1 && (
          <IconButton icon={ChevronLeft} look="tool" label={texts.files.previous} onClick={() => step(-1)} />
        )}
        <div className="grid size-full min-w-0 place-items-center">
          <img alt={name} src={large ?? small} className="max-h-full max-w-full object-contain" />
        </div>
        {count > 1 && (
          <IconButton icon={ChevronRight} look="tool" label={texts.files.next} onClick={() => step(1)} />
        )}
      </div>
    </Dialog.Popup>
  );
}
