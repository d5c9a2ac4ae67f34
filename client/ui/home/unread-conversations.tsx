// Conversations with something unread, as they stand in the list of chats. A part of Home.
import { ConversationRow } from '../chats/conversation-row.tsx';
import { conversationName } from '../chats/conversation-name.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

/** The others are in the list of chats. */
const shownMax = 6;

/** Nothing while all is read. */
export function UnreadConversations() {
  const texts = useTexts();
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const items = useMeeting((state) => state.conversations.items);
  const unread = items.filter((item) => item.unread > 0 && !item.state.archived).slice(0, shownMax);
  if (unread.length === 0) return null;
  return (
    <section aria-labelledby="unread-title" data-testid="home-unread">
      <h2 id="unread-title" className="mb-3 text-sm font-medium text-ink-soft">
        {texts.shell.unread}
      </h2>
      <ul className="rounded-2xl border border-line bg-surface p-2 shadow-card">
        {unread.map((item) => (
          <li key={item.id}>
            <ConversationRow
              item={item}
              name={conversationName(item, ownId, texts)}
              ownId={ownId}
              isOpen={false}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
