// A file in a message: its name, its size, and a button that saves it.
import { Download, FileText } from 'lucide-react';
import type { Attachment } from '../../../../protocol/files/model.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { useActions } from '../../state/meeting-context.ts';
import { useTexts } from '../../texts/language-store.ts';
import { formatBytes } from './format-bytes.ts';
import { saveAttachment } from './save-attachment.ts';

export function FileRow({ file: { id, name, bytes } }: { readonly file: Attachment }) {
  const texts = useTexts();
  const { files } = useActions();
  return (
    <div
      data-testid="attachment-file"
      className="flex w-80 max-w-full items-center gap-3 rounded-xl border border-line bg-surface py-1.5 pr-1.5 pl-3 text-ink"
    >
      <FileText aria-hidden="true" className="size-6 shrink-0 text-ink-soft" />
      <div className="min-w-0 flex-1">
        <bdi className="block truncate text-[0.9375rem]" title={name}>
          {name}
        </bdi>
        <span className="text-sm text-ink-soft">{formatBytes(bytes, texts.tag)}</span>
      </div>
      <IconButton
        icon={Download}
        look="soft"
        label={texts.files.save(name)}
        onClick={() => void saveAttachment(files, id, name)}
      />
    </div>
  );
}
