// A message that the server has not confirmed: it is on its way, or was refused and waits to be sent again or deleted.
import type { Member } from '../../../protocol/messages/model.ts';
import type { OutgoingMessage } from '../../messages/message-store.ts';
import { Button } from '../parts/button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { Attachments } from './attachments/attachments.tsx';
import { MarkedText } from './marked-text.tsx';
import { outgoingProgress } from './message-state.ts';
import { ProgressMark } from './progress-mark.tsx';
import { problemSentence } from '../texts/problem-sentence.ts';

interface OutgoingViewProps {
  readonly message: OutgoingMessage;
  readonly members: readonly Member[];
  readonly ownId: string;
}

export function OutgoingView({ message, members, ownId }: OutgoingViewProps) {
  const texts = useTexts();
  const { conversations } = useActions();
  const { clientId, text, failed, conversation, extras } = message;
  const known = useMeeting(({ files }) => files.known);
  const attachments = extras?.attachments?.flatMap((id) => known[id] ?? []);
  const progress = outgoingProgress(message);
  return (
    <article
      data-testid="message-item"
      data-client-id={clientId}
      data-state={progress}
      className="flex gap-3 px-1 py-0.5"
    >
      <span className="w-9 shrink-0" />
      <div className="min-w-0 flex-1">
        <div className="opacity-70">
          {text !== '' && <MarkedText text={text} named={members} ownId={ownId} />}
          <Attachments conversation={conversation} message={{ attachments }} />
        </div>
        {failed !== undefined && (
          <div className="flex flex-wrap items-center gap-1 text-sm text-danger-ink">
            <span data-testid="message-failure">{problemSentence({ code: failed }, texts)}</span>
            <Button
              look="quiet"
              data-testid="message-send-again"
              onClick={() => void conversations.sendAgain(clientId)}
            >
              {texts.chats.sendAgain}
            </Button>
            <Button look="quiet" data-testid="message-drop" onClick={() => void conversations.drop(clientId)}>
              {texts.chats.drop}
            </Button>
          </div>
        )}
      </div>
      <span className="self-end pb-0.5 text-xs text-ink-soft">
        <ProgressMark progress={progress} />
      </span>
    </article>
  );
}
