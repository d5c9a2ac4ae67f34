// What narrows a search: one conversation, one sender, the first and the last day.
import type { ConversationItem } from '../../app/conversations-model.ts';
import { conversationName } from '../chats/conversation-name.ts';
import { inputClass } from '../parts/text-field.tsx';
import { Select } from '../parts/select-field.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export interface Filters {
  /** Empty for all. */
  readonly conversation: string;
  readonly sender: string;
  /** Days as an input of dates writes them: `2026-11-30`; empty without. */
  readonly from: string;
  readonly to: string;
}

interface SearchFiltersProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

export function SearchFilters({ filters, onChange }: SearchFiltersProps) {
  const texts = useTexts();
  const items = useMeeting((state) => state.conversations.items);
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const item = items.find(({ id }) => id === filters.conversation);
  const change = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <Select
        aria-label={texts.search.where}
        data-testid="search-conversation"
        value={filters.conversation}
        choices={[
          { value: '', label: texts.search.everywhere },
          ...items.map((each) => ({ value: each.id, label: conversationName(each, ownId, texts) })),
        ]}
        onChoose={(conversation) => change({ conversation, sender: '' })}
      />
      <Select
        aria-label={texts.search.who}
        data-testid="search-sender"
        value={filters.sender}
        choices={[
          { value: '', label: texts.search.anyone },
          ...sendersOf(items, item, ownId, texts.chats.you),
        ]}
        onChoose={(sender) => change({ sender })}
      />
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="flex items-center gap-2 text-sm text-ink-soft">
          <span className="w-12 shrink-0">{texts.search[end]}</span>
          <input
            type="date"
            value={filters[end]}
            data-testid={`search-${end}`}
            onChange={(event) => change({ [end]: event.currentTarget.value })}
            className={inputClass}
          />
        </label>
      ))}
    </div>
  );
}

/** The members of one conversation, or of all that are known here, each once. */
function sendersOf(
  items: readonly ConversationItem[],
  item: ConversationItem | undefined,
  ownId: string,
  you: string,
): { readonly value: string; readonly label: string }[] {
  const members = item === undefined ? items.flatMap((each) => each.members) : item.members;
  const names = new Map(members.map(({ accountId, nickname }) => [accountId, nickname]));
  names.delete(ownId);
  const others = [...names].map(([value, label]) => ({ value, label }));
  return [{ value: ownId, label: you }, ...others.sort((one, other) => one.label.localeCompare(other.label))];
}
