// The search of messages, over the screen: what is sought, what narrows it, and what was found from new to old.
import { useId, useState } from 'react';
import { searchTextMax } from '../../../protocol/messages/message-limits.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { inputClass } from '../parts/text-field.tsx';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { planSearch } from './plan-search.ts';
import { type Filters, SearchFilters } from './search-filters.tsx';
import { SearchHit } from './search-hit.tsx';
import { useSearch } from './search-store.ts';
import { useMessageSearch } from './use-message-search.ts';

export function SearchDialog() {
  const texts = useTexts();
  const { isOpen, close } = useSearch();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={texts.search.title}
      width="settings"
    >
      <SearchBody />
    </Dialog>
  );
}

function SearchBody() {
  const texts = useTexts();
  const { text: begun, conversationId, close } = useSearch();
  const [text, setText] = useState(begun);
  const [filters, setFilters] = useState<Filters>({
    conversation: conversationId ?? '',
    sender: '',
    from: '',
    to: '',
  });
  const input = planSearch(text, filters);
  const [search, further] = useMessageSearch(input);
  const { now: complaint } = useProblemSentence(search.problem);
  const statusId = useId();
  return (
    <div className="flex flex-col gap-3">
      <input
        type="search"
        value={text}
        dir="auto"
        maxLength={searchTextMax}
        autoComplete="off"
        aria-label={texts.search.label}
        aria-describedby={statusId}
        placeholder={texts.search.label}
        data-testid="search-input"
        onChange={(event) => setText(event.currentTarget.value)}
        className={inputClass}
      />
      <SearchFilters filters={filters} onChange={setFilters} />
      <output id={statusId} className="min-h-5 text-sm text-ink-soft">
        {complaint === undefined ? describe(search, input !== undefined, texts) : undefined}
        {complaint !== undefined && <span className="text-danger-ink">{complaint}</span>}
      </output>
      {input !== undefined && search.hits.length > 0 && (
        <ul className="-mx-3 flex flex-col gap-0.5">
          {search.hits.map((hit) => (
            <li key={`${hit.conversation} ${hit.message.seq}`}>
              <SearchHit hit={hit} query={text} onOpen={close} />
            </li>
          ))}
        </ul>
      )}
      {search.before !== undefined && (
        <Button look="quiet" data-testid="search-more" disabled={search.isRunning} onClick={further}>
          {texts.search.further}
        </Button>
      )}
    </div>
  );
}

function describe(
  { hits, isRunning, before }: ReturnType<typeof useMessageSearch>[0],
  isAsked: boolean,
  { search: texts }: ReturnType<typeof useTexts>,
): string {
  if (!isAsked) return texts.hint;
  if (isRunning) return texts.running;
  if (hits.length > 0) return texts.found(hits.length, before !== undefined);
  return before === undefined ? texts.nothing : texts.notYet;
}
