// Questions and lists about messages: taking one back, where to forward, who has read it, what it said before, what is pinned.
import { useState } from 'react';
import type { Message } from '../../../protocol/messages/model.ts';
import type { Answered, ConversationItem } from '../../app/conversations-model.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { ForwardList } from './forward-list.tsx';
import { formatDay, formatTime } from './format-when.ts';
import { MarkedText } from './marked-text.tsx';
import { nameOf } from './names.ts';
import { planReaders } from './plan-readers.ts';
import { useAnswer } from './use-answer.ts';
import type { ChatDesk, ChatDialog } from './use-chat-desk.ts';

interface ChatDialogsProps {
  readonly item: ConversationItem;
  readonly dialog: ChatDialog | undefined;
  readonly desk: ChatDesk;
}

export function ChatDialogs({ item, dialog, desk }: ChatDialogsProps) {
  const texts = useTexts();
  // What is closing keeps what it says until it is gone.
  const [shown, setShown] = useState(dialog);
  if (dialog !== undefined && dialog !== shown) setShown(dialog);
  if (shown === undefined) return null;
  const close = () => desk.setDialog(undefined);
  const titles = {
    recall: texts.chats.recallTitle,
    readers: texts.chats.readers,
    history: texts.chats.history,
    forward: texts.chats.forwardTitle,
    pins: texts.chats.pins,
  };
  return (
    <Dialog open={dialog !== undefined} onOpenChange={(open) => !open && close()} title={titles[shown.kind]}>
      <Content item={item} dialog={shown} desk={desk} onClose={close} />
    </Dialog>
  );
}

function Content({
  item,
  dialog,
  desk,
  onClose,
}: Omit<ChatDialogsProps, 'dialog'> & { readonly dialog: ChatDialog; readonly onClose: () => void }) {
  const texts = useTexts();
  switch (dialog.kind) {
    case 'recall':
      return (
        <>
          <p>{texts.chats.recallText}</p>
          <div className="mt-5 flex justify-end gap-2">
            <Button onClick={onClose}>{texts.actions.cancel}</Button>
            <Button
              look="danger"
              data-testid="recall-confirm"
              onClick={() => {
                onClose();
                desk.recall(dialog.message);
              }}
            >
              {texts.chats.recall}
            </Button>
          </div>
        </>
      );
    case 'forward':
      return (
        <ForwardList
          onChoose={(to) => {
            onClose();
            desk.forward(dialog.seqs, to);
          }}
        />
      );
    case 'readers':
      return <Readers item={item} message={dialog.message} />;
    case 'history':
      return <Versions item={item} message={dialog.message} />;
    case 'pins':
      return (
        <Pins
          item={item}
          onChoose={(seq) => {
            onClose();
            desk.tools.jumpTo(seq);
          }}
        />
      );
  }
}

interface OfMessage {
  readonly item: ConversationItem;
  readonly message: Message;
}

function Readers({ item, message }: OfMessage) {
  const texts = useTexts();
  const { conversations } = useActions();
  return (
    <FromServer read={() => conversations.readReceipts(item.id)}>
      {(receipts) => {
        const { read, delivered, others } = planReaders(message, item.members, receipts);
        return (
          <div data-testid="message-reader-list" className="flex flex-col gap-4">
            <Names title={texts.chats.readers} names={read} />
            {delivered.length > 0 && <Names title={texts.chats.deliveredTo} names={delivered} />}
            {others.length > 0 && <Names title={texts.chats.notDelivered} names={others} />}
          </div>
        );
      }}
    </FromServer>
  );
}

function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  const texts = useTexts();
  return (
    <section>
      <h3 className="text-sm font-medium text-ink-soft">{title}</h3>
      {names.length === 0 && <p>{texts.chats.noReaders}</p>}
      <ul>
        {names.map((name, index) => (
          <li key={`${index} ${name}`}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Versions({ item, message }: OfMessage) {
  const texts = useTexts();
  const { conversations } = useActions();
  return (
    <FromServer read={() => conversations.readEdits(item.id, message.seq)}>
      {(versions) => (
        <ol className="flex flex-col gap-3">
          {versions.map(({ text, writtenAtMs }) => (
            <li key={writtenAtMs} data-testid="message-version">
              <p className="text-xs text-ink-soft">
                {formatDay(writtenAtMs, texts)} {formatTime(writtenAtMs, texts)}
              </p>
              <MarkedText text={text} named={[]} ownId="" />
            </li>
          ))}
        </ol>
      )}
    </FromServer>
  );
}

function Pins({
  item,
  onChoose,
}: {
  readonly item: ConversationItem;
  readonly onChoose: (seq: number) => void;
}) {
  const texts = useTexts();
  const { conversations } = useActions();
  return (
    <FromServer read={() => conversations.readPins(item.id)}>
      {(messages) =>
        messages.length === 0 ? (
          <p className="text-ink-soft">{texts.chats.noPins}</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {messages.map(({ seq, text, senderId }) => (
              <li key={seq}>
                <button
                  type="button"
                  onClick={() => onChoose(seq)}
                  className="block w-full rounded-lg px-3 py-2 text-left hover:bg-raised-hover"
                >
                  <bdi className="block truncate text-sm font-medium">
                    {nameOf(senderId, item.members, texts)}
                  </bdi>
                  <bdi className="block truncate">{text.slice(0, 200) || texts.chats.noText}</bdi>
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </FromServer>
  );
}

interface FromServerProps<T> {
  readonly read: () => Answered<T>;
  readonly children: (value: T) => React.ReactNode;
}

/** What the server answers, once it has. */
function FromServer<T>({ read, children }: FromServerProps<T>) {
  const texts = useTexts();
  const { value, sentence } = useAnswer(read);
  if (sentence !== undefined) return <p className="text-danger-ink">{sentence}</p>;
  return value === undefined ? <p className="text-ink-soft">{texts.chats.loading}</p> : children(value.value);
}
