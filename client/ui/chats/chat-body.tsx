// The messages of a conversation, and the input below them: in a view of its own, and in the panel of a meeting.
import type { ConversationItem } from '../../app/conversations-model.ts';
import { Button } from '../parts/button.tsx';
import { useMayWrite } from '../ringing/use-may-write.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { ChatDialogs } from './chat-dialogs.tsx';
import { ChatToolsContext } from './chat-tools.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { MessageMenu } from './message-menu.tsx';
import type { ChatDesk } from './use-chat-desk.ts';

interface ChatBodyProps {
  readonly item: ConversationItem;
  readonly ownId: string;
  readonly desk: ChatDesk;
}

export function ChatBody({ item, ownId, desk }: ChatBodyProps) {
  const texts = useTexts();
  const open = useMeeting((state) => state.conversations.open[item.id]);
  const mayWrite = useMayWrite(item.state);
  return (
    <ChatToolsContext value={desk.tools}>
      {open === undefined ? (
        <div className="min-h-0 flex-1" />
      ) : (
        <MessageList key={open.around} item={item} open={open} ownId={ownId} />
      )}
      <Complaint desk={desk} />
      {desk.tools.selected !== undefined && <SelectionBar desk={desk} />}
      {item.state.present && mayWrite ? (
        <Composer
          item={item}
          task={desk.task}
          onTask={desk.setTask}
          onEdit={desk.edit}
          onEditLast={desk.editLast}
        />
      ) : (
        <p className="border-t border-line bg-surface px-4 py-3 text-center text-sm text-ink-soft">
          {mayWrite ? texts.chats.left : texts.roomChat.over}
        </p>
      )}
      <MessageMenu
        place={desk.menu}
        item={item}
        ownId={ownId}
        onClose={desk.closeMenu}
        onDo={desk.perform}
        onReact={desk.tools.react}
      />
      <ChatDialogs item={item} dialog={desk.dialog} desk={desk} />
    </ChatToolsContext>
  );
}

/** Why the server refused what was asked of a message. */
function Complaint({ desk: { problem } }: { readonly desk: ChatDesk }) {
  const { first, now } = useProblemSentence(problem);
  return (
    <div role="alert" aria-label={first} className="bg-surface">
      {now !== undefined && (
        <p data-testid="chat-problem" className="px-4 pt-2 text-sm text-danger-ink">
          {now}
        </p>
      )}
    </div>
  );
}

function SelectionBar({ desk }: { readonly desk: ChatDesk }) {
  const texts = useTexts();
  const { selected = new Set<number>() } = desk.tools;
  return (
    <div className="flex items-center gap-2 border-t border-line bg-surface px-4 py-2">
      <output className="flex-1 text-sm">{texts.chats.selected(selected.size)}</output>
      <Button
        look="primary"
        disabled={selected.size === 0}
        data-testid="selection-forward"
        onClick={() => desk.setDialog({ kind: 'forward', seqs: [...selected].sort((a, b) => a - b) })}
      >
        {texts.chats.forward}
      </Button>
      <Button onClick={desk.endSelection}>{texts.actions.cancel}</Button>
    </div>
  );
}
