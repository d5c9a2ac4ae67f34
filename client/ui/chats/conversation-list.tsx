// The list of conversations, the most recently active one first, with a search by name.
import { NotebookPen } from 'lucide-react';
import { useState } from 'react';
import type { AreaProps } from '../shell/area.ts';
import { goTo } from '../address/address-store.ts';
import { CreateGroup } from '../groups/create-group.tsx';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { inputClass } from '../parts/text-field.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { ListTitle } from '../shell/list-title.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { conversationName } from './conversation-name.ts';
import { ConversationRow } from './conversation-row.tsx';
import { listConversations } from './list-conversations.ts';
import { UpdatingMark } from './updating-mark.tsx';

export function ConversationList({ address }: AreaProps) {
  const texts = useTexts();
  const [search, setSearch] = useState('');
  const [archive, setArchive] = useState(false);
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const items = useMeeting((state) => state.conversations.items);
  const isKnown = useMeeting((state) => state.conversations.isKnown);
  const nameOf = (item: (typeof items)[number]) => conversationName(item, ownId, texts);
  const shown = listConversations({ items, search, archive, nameOf });
  const archivedCount = items.filter(({ state }) => state.archived).length;
  const openId = address.kind === 'chats' ? address.conversationId : undefined;
  return (
    <>
      <ListTitle title={texts.chats.title}>
        <UpdatingMark />
        <SearchButton />
        <CreateGroup />
        <NotesButton ownId={ownId} />
      </ListTitle>
      <div className="px-3 py-2">
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          aria-label={texts.chats.search}
          placeholder={texts.chats.search}
          data-testid="conversation-search"
          className={inputClass}
        />
      </div>
      {shown.length === 0 && (
        <p className="px-4 py-6 text-center text-sm text-ink-soft">
          {search.trim() !== '' ? texts.chats.nothingFound : isKnown ? texts.chats.none : texts.chats.loading}
        </p>
      )}
      {archive && (
        <Button look="quiet" className="mx-3 mb-1" onClick={() => setArchive(false)}>
          {texts.chats.backFromArchive}
        </Button>
      )}
      <ul className="flex flex-col gap-0.5 px-2 pb-4">
        {shown.map((item) => (
          <li key={item.id}>
            <ConversationRow item={item} name={nameOf(item)} ownId={ownId} isOpen={item.id === openId} />
          </li>
        ))}
      </ul>
      {!archive && archivedCount > 0 && search.trim() === '' && (
        <Button
          look="quiet"
          data-testid="open-archive"
          className="mx-3 mb-4"
          onClick={() => setArchive(true)}
        >
          {texts.chats.archive(archivedCount)}
        </Button>
      )}
    </>
  );
}

function NotesButton({ ownId }: { readonly ownId: string }) {
  const texts = useTexts();
  const { conversations } = useActions();
  const open = async () => {
    const opened = await conversations.openDirect(ownId);
    if (typeof opened === 'string') goTo({ kind: 'chats', conversationId: opened });
  };
  return (
    <IconButton
      icon={NotebookPen}
      label={texts.chats.openNotes}
      data-testid="open-notes"
      onClick={() => void open()}
    />
  );
}
