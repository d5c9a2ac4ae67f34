// What a message has attached, below its words: pictures as an album, voice messages, files.
import type { Attachment } from '../../../../protocol/files/model.ts';
import { FileRow } from './file-row.tsx';
import { VoiceMessage } from './voice-message.tsx';
import { PictureAlbum } from './picture-album.tsx';

export interface AttachmentsProps {
  readonly conversation: string;
  readonly message: { readonly attachments?: readonly Attachment[] | undefined };
}

export function Attachments({ conversation, message: { attachments = [] } }: AttachmentsProps) {
  if (attachments.length === 0) return null;
  const of = (kind: Attachment['kind']) => attachments.filter((each) => each.kind === kind);
  const pictures = of('picture');
  return (
    <div className="flex max-w-full flex-col gap-1.5" data-testid="attachments">
      {pictures.length > 0 && <PictureAlbum pictures={pictures} />}
      {of('voice').map((voice) => (
        <VoiceMessage key={voice.id} conversation={conversation} voice={voice} />
      ))}
      {of('file').map((file) => (
        <FileRow key={file.id} file={file} />
      ))}
    </div>
  );
}
