// The input of a conversation: text, what it answers, names, emoji, files, and the button that sends all of it. What was begun is kept as
// the conversation's draft.
import { Check, SendHorizontal } from 'lucide-react';
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Message } from '../../../protocol/messages/model.ts';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { AttachButton } from './attachments/attach-button.tsx';
import { AttachmentTray } from './attachments/attachment-tray.tsx';
import { useAttachmentTray } from './attachments/use-attachment-tray.ts';
import { ComposerTask } from './composer-task.tsx';
import { EmojiButton } from './emoji/emoji-button.tsx';
import { MentionList } from './mention-list.tsx';
import { everyoneWords } from './names.ts';
import { mentionsOf } from './plan-mention.ts';
import { VoiceBar } from './attachments/voice-bar.tsx';
import { VoiceRecorder } from './attachments/voice-recorder.tsx';
import { bytesOver } from './text-bytes.ts';
import { useMentions } from './use-mentions.ts';

/** What the input is for besides a new message. */
export interface ComposerTaskState {
  readonly replyTo: number | undefined;
  readonly editing: Message | undefined;
}

interface ComposerProps {
  readonly item: ConversationItem;
  readonly task: ComposerTaskState;
  readonly onTask: (task: ComposerTaskState) => void;
  /** Gives a message another text. */
  readonly onEdit: (message: Message, text: string) => void;
  /** The last own message is to be edited. */
  readonly onEditLast: () => void;
}

export function Composer({ item, task, onTask, onEdit, onEditLast }: ComposerProps) {
  const texts = useTexts();
  const { conversations } = useActions();
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const [text, setText] = useState(item.draft?.text ?? '');
  const tray = useAttachmentTray(item.id);
  const [waits, setWaits] = useState(false);
  const id = useId();
  const ref = useRef<HTMLTextAreaElement>(null);
  const { replyTo, editing } = task;
  const over = bytesOver(text);
  const hasNothing = text.trim() === '' && (editing !== undefined || tray.isEmpty);
  const others = useOthers(item, ownId);
  const change = (next: string) => {
    setText(next);
    // The draft waits while another message is edited.
    if (editing === undefined) conversations.setDraft(item.id, { text: next, replyTo });
  };
  const insert = (from: number, to: number, words: string) => {
    change(text.slice(0, from) + words + text.slice(to));
    const caret = from + words.length;
    requestAnimationFrame(() => {
      ref.current?.focus();
      ref.current?.setSelectionRange(caret, caret);
      mentions.moved(text, caret);
    });
  };
  const mentions = useMentions({ text, others, onChoose: insert });
  useEditedText(editing, item, setText, ref);
  const finish = () => {
    setText(editing === undefined ? '' : (item.draft?.text ?? ''));
    onTask({ replyTo: editing === undefined ? undefined : item.draft?.replyTo, editing: undefined });
    ref.current?.focus();
  };
  const send = async () => {
    if (hasNothing || over > 0 || waits) return;
    if (editing !== undefined) {
      onEdit(editing, text.trimEnd());
      return finish();
    }
    setWaits(!tray.isEmpty);
    const taken = tray.isEmpty ? [] : await tray.take();
    setWaits(false);
    // Some file did not arrive: it says so itself, and the words stay.
    if (taken === undefined) return;
    const extras = {
      ...(replyTo !== undefined && { replyTo }),
      ...mentionsOf(text, others.filter(isMember), mayNameAll(item, ownId) ? everyoneWords : []),
      ...(taken.length > 0 && { attachments: taken.map((each) => each.id) }),
    };
    conversations.setDraft(item.id, undefined);
    finish();
    await conversations.send(item.id, text.trimEnd(), Object.keys(extras).length > 0 ? extras : undefined);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (mentions.onKeyDown(event) || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && (editing !== undefined || replyTo !== undefined)) {
      if (editing !== undefined) finish();
      else onTask({ replyTo: undefined, editing: undefined });
    } else if (event.key === 'ArrowUp' && text === '') onEditLast();
    // While an input method composes, Enter chooses among its words.
    else if (event.key === 'Enter' && !event.shiftKey) void send();
    else return;
    event.preventDefault();
  };
  useGrowing(ref, text);
  return (
    <div className="relative shrink-0 border-t border-line bg-surface px-3 py-2">
      <ComposerTask
        item={item}
        task={task}
        onEnd={() => (editing ? finish() : onTask({ replyTo: undefined, editing }))}
      />
      <VoiceBar conversation={item.id} />
      <AttachmentTray conversation={item.id} />
      {over > 0 && (
        <p id={`${id}-over`} data-testid="message-too-long" className="px-1 pb-1 text-sm text-danger-ink">
          {texts.chats.tooLong(over)}
        </p>
      )}
      {mentions.open !== undefined && (
        <MentionList
          id={`${id}-names`}
          members={mentions.open.members}
          chosen={mentions.chosen}
          onChoose={mentions.choose}
        />
      )}
      <div className="flex items-end gap-1">
        <AttachButton conversation={item.id} />
        <EmojiButton
          onChoose={(emoji) => {
            const { selectionStart = text.length, selectionEnd = text.length } = ref.current ?? {};
            insert(selectionStart, selectionEnd, emoji);
          }}
        />
        <textarea
          ref={ref}
          rows={1}
          value={text}
          dir="auto"
          aria-label={texts.chats.input}
          aria-invalid={over > 0}
          aria-describedby={over > 0 ? `${id}-over` : undefined}
          aria-controls={mentions.open === undefined ? undefined : `${id}-names`}
          aria-activedescendant={mentions.open === undefined ? undefined : `${id}-names-${mentions.chosen}`}
          placeholder={texts.chats.inputHint}
          data-testid="message-input"
          readOnly={waits}
          onPaste={tray.onPaste}
          onChange={({ currentTarget }) => {
            change(currentTarget.value);
            mentions.moved(currentTarget.value, currentTarget.selectionStart);
          }}
          onSelect={({ currentTarget }) => mentions.moved(text, currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          className="max-h-48 min-h-10 min-w-0 flex-1 resize-none rounded-lg border border-line-strong bg-surface px-3 py-2 text-base leading-6 placeholder:text-ink-soft focus-visible:outline-offset-0 aria-invalid:border-danger-ink"
        />
        <VoiceRecorder conversation={item.id} />
        <IconButton
          icon={editing === undefined ? SendHorizontal : Check}
          label={editing === undefined ? texts.chats.send : texts.chats.saveEdit}
          data-testid="message-send"
          disabled={hasNothing || over > 0}
          aria-busy={waits}
          onClick={() => void send()}
        />
      </div>
    </div>
  );
}

const isMember = ({ accountId }: { readonly accountId: string }) => accountId !== '';

/** Whether the account may name all members at once. */
function mayNameAll({ state, members }: ConversationItem, ownId: string): boolean {
  const role = members.find(({ accountId }) => accountId === ownId)?.role;
  return state.kind === 'group' && (role === 'owner' || role === 'admin');
}

/** Whom one may name: present members, and all of them by one word where one may. */
function useOthers(item: ConversationItem, ownId: string) {
  const texts = useTexts();
  if (item.state.kind === 'direct') return [];
  const others = item.members.filter(({ accountId, present }) => present && accountId !== ownId);
  return mayNameAll(item, ownId) ? [...others, { accountId: '', nickname: texts.chats.everyone }] : others;
}

/** The message that is edited stands in the input, with the caret at its end. */
function useEditedText(
  editing: Message | undefined,
  item: ConversationItem,
  setText: (text: string) => void,
  ref: RefObject<HTMLTextAreaElement | null>,
): void {
  const text = item.draft?.text ?? '';
  const draft = useRef(text);
  useEffect(() => {
    draft.current = text;
  }, [text]);
  const was = useRef<Message>(undefined);
  useEffect(() => {
    if (editing !== undefined) {
      setText(editing.text);
      ref.current?.focus();
    } else if (was.current !== undefined) setText(draft.current);
    was.current = editing;
  }, [editing, setText, ref]);
}

/** As high as its text, up to what its class allows. */
function useGrowing(ref: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null || element.value !== text) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [ref, text]);
}
