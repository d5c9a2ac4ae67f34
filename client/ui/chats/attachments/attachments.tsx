// What a message has attached, below its words.
import type { Attachment } from '../../../../protocol/files/model.ts';

export interface AttachmentsProps {
  readonly conversation: string;
  readonly message: { readonly attachments?: readonly Attachment[] | undefined };
}

export function Attachments({ message: { attachments = [] } }: AttachmentsProps) {
  if (attachments.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {attachments.map(({ id, name }) => (
        <li key={id}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}
