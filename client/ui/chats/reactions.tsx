// The emoji that members chose for a message; pressing one chooses it too, or takes the choice back.
import type { Member, Message } from '../../../protocol/messages/model.ts';
import { Tip } from '../parts/tip.tsx';
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';
import { useChatTools } from './chat-tools.ts';
import { nameOf } from './names.ts';

interface ReactionsProps {
  readonly message: Message;
  readonly members: readonly Member[];
  readonly ownId: string;
}

/** As many names fit a hint. */
const namesMax = 20;

export function Reactions({ message, members, ownId }: ReactionsProps) {
  const texts = useTexts();
  const { react } = useChatTools();
  const { reactions = [] } = message;
  if (reactions.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1 py-1">
      {reactions.map(({ emoji, accountIds }) => {
        const isOwn = accountIds.includes(ownId);
        const names = accountIds.slice(0, namesMax).map((id) => nameOf(id, members, texts));
        return (
          <li key={emoji}>
            <Tip text={names.join(', ')}>
              <button
                type="button"
                aria-pressed={isOwn}
                aria-label={`${texts.chats.reactWith(emoji)} (${accountIds.length})`}
                data-testid="message-reaction"
                onClick={() => react(message, emoji)}
                className={classNames(
                  'flex min-h-7 items-center gap-1 rounded-full border px-2 text-sm tabular-nums',
                  isOwn ? 'border-accent bg-accent-soft text-accent-ink' : 'border-line bg-surface',
                )}
              >
                <span aria-hidden="true">{emoji}</span>
                <span aria-hidden="true">{accountIds.length}</span>
              </button>
            </Tip>
          </li>
        );
      })}
    </ul>
  );
}
