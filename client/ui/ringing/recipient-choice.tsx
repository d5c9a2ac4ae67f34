// To whom one writes in a meeting: everyone, or one person of it alone.
import { useTexts } from '../texts/language-store.ts';
import type { Recipient } from './list-room-chats.ts';

interface RecipientChoiceProps {
  readonly recipients: readonly Recipient[];
  /** The key of one; empty: everyone. */
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

export function RecipientChoice({ recipients, chosen, onChoose }: RecipientChoiceProps) {
  const texts = useTexts().roomChat;
  return (
    <label className="flex items-center gap-2 border-b border-line px-4 py-2 text-sm text-ink-soft">
      {texts.to}
      <select
        value={chosen}
        data-testid="chat-recipient"
        className="min-w-0 flex-1 rounded-lg border border-line bg-control px-2 py-1.5 text-ink"
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{texts.everyone}</option>
        {recipients.map(({ key, nickname, unread }) => (
          <option key={key} value={key}>
            {unread > 0 ? texts.privateUnread(nickname, unread) : texts.privateMark(nickname)}
          </option>
        ))}
      </select>
    </label>
  );
}
