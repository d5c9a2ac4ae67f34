// The list of contacts with the search above it. However long it is, only the rows on the screen are there.
import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { VList } from 'virtua';
import type { Texts } from '../texts/en.ts';
import { classNames } from '../parts/class-names.ts';
import { inputClass } from '../parts/text-field.tsx';
import type { AreaProps } from '../shell/area.ts';
import { ListTitle } from '../shell/list-title.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { ContactRow, rowClass } from './contact-row.tsx';
import { FoundPeople } from './found-people.tsx';
import { type Head, labelsOf, planRows, type Row } from './plan-rows.ts';

export function ContactsList({ address }: AreaProps) {
  const texts = useTexts();
  const { byId, isKnown } = useMeeting((state) => state.contacts);
  const [query, setQuery] = useState('');
  const [label, setLabel] = useState<string>();
  const [showsFolded, setShowsFolded] = useState(false);
  const wanted = useDeferredValue(query);
  const labels = useMemo(() => labelsOf(byId.values()), [byId]);
  const chosen = label !== undefined && labels.includes(label) ? label : undefined;
  const rows = useMemo(
    () => planRows(byId.values(), { query: wanted, label: chosen, showsFolded }),
    [byId, wanted, chosen, showsFolded],
  );
  const listed = useMemo(
    () => new Set(rows.flatMap((row) => (row.kind === 'contact' ? [row.contact.accountId] : []))),
    [rows],
  );
  const openId = address.kind === 'contacts' ? address.accountId : undefined;
  const isSearching = query.trim() !== '';
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ListTitle title={texts.contacts.title} />
      <label className="relative mx-3 mt-1 mb-2 block">
        <span className="sr-only">{texts.contacts.search}</span>
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-ink-soft"
        />
        <input
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          maxLength={64}
          placeholder={texts.contacts.searchHint}
          autoComplete="off"
          data-testid="contact-search"
          className={classNames(inputClass, 'pl-9.5')}
        />
      </label>
      {labels.length > 0 && <Labels labels={labels} chosen={chosen} onChoose={setLabel} />}
      {isSearching && <FoundPeople query={query} openId={openId} isListed={(id) => listed.has(id)} />}
      {rows.length === 0 && !isSearching && (
        <p className="px-4 py-6 text-[0.9375rem] text-ink-soft">
          {isKnown ? texts.contacts.empty : texts.contacts.loading}
        </p>
      )}
      <VList className="min-h-0 flex-1 px-2 pb-3" data={rows} data-testid="contact-list">
        {(row) => <ListRow key={row.key} row={row} openId={openId} onUnfold={() => setShowsFolded(true)} />}
      </VList>
    </div>
  );
}

interface ListRowProps {
  readonly row: Row;
  readonly openId: string | undefined;
  readonly onUnfold: () => void;
}

function ListRow({ row, openId, onUnfold }: ListRowProps) {
  const texts = useTexts();
  switch (row.kind) {
    case 'head':
      return (
        <h2 className="px-3 pt-3 pb-1 text-xs font-medium text-ink-soft">{headText(row.head, texts)}</h2>
      );
    case 'folded':
      return (
        <button
          type="button"
          data-testid="contact-requests-folded"
          className={classNames(rowClass, 'w-full text-left font-medium text-accent-ink')}
          onClick={onUnfold}
        >
          {texts.contacts.folded(row.count)}
        </button>
      );
    case 'contact':
      return (
        <ContactRow person={row.contact} isOpen={row.contact.accountId === openId} testId="contact-item" />
      );
  }
}

function headText(head: Head, texts: Texts): string {
  return head.name === 'letter' ? head.letter : texts.contacts.heads[head.name];
}

interface LabelsProps {
  readonly labels: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (label: string | undefined) => void;
}

function Labels({ labels, chosen, onChoose }: LabelsProps) {
  const texts = useTexts();
  return (
    <fieldset
      className="mx-3 mb-1 flex max-h-20 flex-wrap gap-1.5 overflow-y-auto"
      aria-label={texts.contacts.labels}
    >
      {labels.map((label) => (
        <button
          key={label}
          type="button"
          aria-pressed={label === chosen}
          className="max-w-40 truncate rounded-full bg-raised px-3 py-1 text-sm hover:bg-raised-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
          onClick={() => onChoose(label === chosen ? undefined : label)}
        >
          <bdi>{label}</bdi>
        </button>
      ))}
    </fieldset>
  );
}
