// Conversations to which a message can be forwarded, searched by name.
import { useState } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { inputClass } from '../parts/text-field.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { conversationName } from './conversation-name.ts';
import { listConversations } from './list-conversations.ts';

export function ForwardList({ onChoose }: { readonly onChoose: (conversation: string) => void }) {
  const texts = useTexts();
  const [search, setSearch] = useState('');
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const all = useMeeting((state) => state.conversations.items);
  const items = all.filter(({ state }) => state.present);
  const nameOf = (item: (typeof items)[number]) => conversationName(item, ownId, texts);
  return (
    <div className="flex flex-col gap-2">
      <input
        type="search"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        aria-label={texts.chats.search}
        placeholder={texts.chats.search}
        className={inputClass}
      />
      <ul className="max-h-80 overflow-y-auto">
        {listConversations({ items, search, archive: false, nameOf }).map((item) => (
          <li key={item.id}>
            <button
              type="button"
              data-testid="forward-target"
              onClick={() => onChoose(item.id)}
              className="flex w-full items-center gap-3 rounded-lg px-2 py-2 text-left hover:bg-raised-hover"
            >
              <Avatar nickname={nameOf(item)} className="size-9 text-xs" />
              <PersonName name={nameOf(item)} className="truncate" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
