// The button in the composer that chooses files.
import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../../parts/icon-button.tsx';
import { useActions } from '../../state/meeting-context.ts';
import { useTexts } from '../../texts/language-store.ts';

export function AttachButton({ conversation }: { readonly conversation: string }) {
  const texts = useTexts();
  const { files } = useActions();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        icon={Paperclip}
        look="soft"
        label={texts.files.attach}
        data-testid="message-attach"
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="message-attach-input"
        onChange={({ currentTarget }) => {
          files.attach(conversation, [...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
