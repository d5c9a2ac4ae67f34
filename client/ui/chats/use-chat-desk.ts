// What is going on in the view of a conversation besides its messages: an open menu, a dialog, what the input is for, what is selected.
import { useCallback, useMemo, useState } from 'react';
import { forwardMax } from '../../../protocol/messages/message-limits.ts';
import type { Message } from '../../../protocol/messages/model.ts';
import type { Asked, ConversationItem } from '../../app/conversations-model.ts';
import type { Problem } from '../../app/meeting-model.ts';
import { useActions } from '../state/meeting-context.ts';
import type { ChatTools } from './chat-tools.ts';
import type { ComposerTaskState } from './composer.tsx';
import type { MenuPlace } from './message-menu.tsx';
import type { MessageDeed } from './plan-deeds.ts';

export type ChatDialog =
  | { readonly kind: 'recall' | 'readers' | 'history'; readonly message: Message }
  | { readonly kind: 'forward'; readonly seqs: readonly number[] }
  | { readonly kind: 'pins' };

export interface ChatDesk {
  readonly tools: ChatTools;
  readonly menu: MenuPlace | undefined;
  readonly closeMenu: () => void;
  readonly task: ComposerTaskState;
  readonly setTask: (task: ComposerTaskState) => void;
  readonly dialog: ChatDialog | undefined;
  readonly setDialog: (dialog: ChatDialog | undefined) => void;
  /** The last deed that was refused. */
  readonly problem: Problem | undefined;
  readonly perform: (deed: MessageDeed, message: Message) => void;
  readonly edit: (message: Message, text: string) => void;
  readonly editLast: () => void;
  readonly recall: (message: Message) => void;
  readonly forward: (seqs: readonly number[], to: string) => void;
  readonly endSelection: () => void;
}

export function useChatDesk(item: ConversationItem, ownId: string): ChatDesk {
  const { conversations } = useActions();
  const { id } = item;
  const [menu, setMenu] = useState<MenuPlace>();
  const [dialog, setDialog] = useState<ChatDialog>();
  const [task, setTask] = useState<ComposerTaskState>({ replyTo: item.draft?.replyTo, editing: undefined });
  const [selected, setSelected] = useState<ReadonlySet<number>>();
  const [problem, setProblem] = useState<Problem>();
  const ask = useCallback(async (asked: Asked) => setProblem(await asked), []);
  const tools = useMemo(
    (): ChatTools => ({
      openMenu: (message, anchor) => setMenu({ message, anchor }),
      jumpTo: (seq) => void ask(conversations.jumpTo(id, seq)),
      react: ({ seq, reactions = [] }, emoji) => {
        const chosen = reactions.some((each) => each.emoji === emoji && each.accountIds.includes(ownId));
        void ask(conversations.react(id, seq, emoji, !chosen));
      },
      selected,
      select: (seq) => setSelected((before) => toggled(before ?? new Set(), seq)),
    }),
    [conversations, id, ownId, selected, ask],
  );
  const deeds: Readonly<Record<MessageDeed, (message: Message) => void>> = {
    reply: ({ seq }) => {
      setTask({ replyTo: seq, editing: undefined });
      conversations.setDraft(id, { text: item.draft?.text ?? '', replyTo: seq });
    },
    edit: (editing) => setTask({ ...task, editing }),
    copy: ({ text }) => void navigator.clipboard?.writeText(text),
    forward: ({ seq }) => setDialog({ kind: 'forward', seqs: [seq] }),
    select: ({ seq }) => setSelected(new Set([seq])),
    pin: ({ seq }) => void ask(conversations.pin(id, seq, true)),
    unpin: ({ seq }) => void ask(conversations.pin(id, seq, false)),
    readers: (message) => setDialog({ kind: 'readers', message }),
    history: (message) => setDialog({ kind: 'history', message }),
    recall: (message) => setDialog({ kind: 'recall', message }),
  };
  return {
    tools,
    menu,
    closeMenu: () => setMenu(undefined),
    task,
    setTask,
    dialog,
    setDialog,
    problem,
    perform: (deed, message) => deeds[deed](message),
    edit: ({ seq }, text) => void ask(conversations.edit(id, seq, text)),
    editLast: () => {
      const { last } = item;
      if (last?.senderId === ownId && last.recalled !== true && last.event === undefined)
        setTask({ ...task, editing: last });
    },
    recall: ({ seq }) => void ask(conversations.recall(id, seq)),
    forward: (seqs, to) => {
      setSelected(undefined);
      void ask(conversations.forward(id, seqs, to));
    },
    endSelection: () => setSelected(undefined),
  };
}

/** With the other sign for one message; no more are forwarded together than the server takes. */
function toggled(before: ReadonlySet<number>, seq: number): ReadonlySet<number> {
  const next = new Set(before);
  if (!next.delete(seq) && next.size < forwardMax) next.add(seq);
  return next;
}
