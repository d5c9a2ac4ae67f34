// The input of a conversation: text, its length, the button that sends it. What was begun is kept as the conversation's draft.
import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { AttachButton } from './attachments/attach-button.tsx';
import { AttachmentTray } from './attachments/attachment-tray.tsx';
import { useAttachmentTray } from './attachments/use-attachment-tray.ts';
import { bytesOver } from './text-bytes.ts';

export function Composer({ item }: { readonly item: ConversationItem }) {
  const texts = useTexts();
  const { conversations } = useActions();
  const [text, setText] = useState(item.draft?.text ?? '');
  const complaintId = useId();
  const ref = useRef<HTMLTextAreaElement>(null);
  const tray = useAttachmentTray(item.id);
  const [waits, setWaits] = useState(false);
  const isNothing = text.trim() === '' && tray.isEmpty;
  const over = bytesOver(text);
  const change = (next: string) => {
    setText(next);
    conversations.setDraft(item.id, { text: next });
  };
  const send = async () => {
    if (isNothing || over > 0 || waits) return;
    setWaits(!tray.isEmpty);
    const taken = tray.isEmpty ? [] : await tray.take();
    setWaits(false);
    // Something did not arrive: it says so itself, and the words stay.
    if (taken === undefined) return;
    setText('');
    conversations.setDraft(item.id, undefined);
    const extras = taken.length > 0 ? { attachments: taken.map(({ id }) => id) } : undefined;
    void conversations.send(item.id, text.trimEnd(), extras);
    ref.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses among its words.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  useGrowing(ref, text);
  return (
    <div className="shrink-0 border-t border-line bg-surface px-3 py-2">
      {over > 0 && (
        <p id={complaintId} data-testid="message-too-long" className="px-1 pb-1 text-sm text-danger-ink">
          {texts.chats.tooLong(over)}
        </p>
      )}
      <AttachmentTray conversation={item.id} />
      <div className="flex items-end gap-2">
        <AttachButton conversation={item.id} />
        <textarea
          ref={ref}
          rows={1}
          value={text}
          dir="auto"
          aria-label={texts.chats.input}
          aria-invalid={over > 0}
          aria-describedby={over > 0 ? complaintId : undefined}
          placeholder={texts.chats.inputHint}
          data-testid="message-input"
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={tray.onPaste}
          readOnly={waits}
          className="max-h-48 min-h-10 flex-1 resize-none rounded-lg border border-line-strong bg-surface px-3 py-2 text-base leading-6 placeholder:text-ink-soft focus-visible:outline-offset-0 aria-invalid:border-danger-ink"
        />
        <IconButton
          icon={SendHorizontal}
          label={texts.chats.send}
          data-testid="message-send"
          disabled={isNothing || over > 0}
          aria-busy={waits}
          onClick={() => void send()}
        />
      </div>
    </div>
  );
}

/** As high as its text, up to what its class allows. */
function useGrowing(ref: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [ref, text]);
}
