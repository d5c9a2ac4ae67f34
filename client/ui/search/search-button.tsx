// Opens the search of messages: over all conversations, or over one.
import { TextSearch } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { useSearch } from './search-store.ts';

export function SearchButton({ conversationId }: { readonly conversationId?: string }) {
  const texts = useTexts();
  const open = useSearch((state) => state.open);
  return (
    <IconButton
      icon={TextSearch}
      label={conversationId === undefined ? texts.search.title : texts.search.here}
      data-testid="search-open"
      onClick={() => open(conversationId === undefined ? {} : { conversationId })}
    />
  );
}
