// Chooses people for a group: contacts, and others by a search.
import { useId } from 'react';
import type { Person } from '../../../protocol/people/model.ts';
import { Avatar } from '../parts/avatar.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { inputClass } from '../parts/text-field.tsx';
import { useTexts } from '../texts/language-store.ts';
import type { PeopleChoice } from './use-people-choice.ts';

export function PeoplePicker({ choice }: { readonly choice: PeopleChoice }) {
  const texts = useTexts();
  const id = useId();
  const { query, setQuery, people, chosen, toggle, searching } = choice;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {texts.groups.searchPeople}
      </label>
      <input
        id={id}
        type="search"
        value={query}
        maxLength={64}
        autoComplete="off"
        data-testid="group-people-search"
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => setQuery(target.value)}
        className={inputClass}
      />
      <p id={`${id}-hint`} className="text-sm text-ink-soft">
        {chosen.size > 0 ? texts.groups.chosen(chosen.size) : texts.groups.searchPeopleHint}
      </p>
      <ul
        aria-label={texts.groups.members}
        className="max-h-60 overflow-y-auto rounded-lg border border-line"
      >
        {people.map((person) => (
          <PersonChoice
            key={person.accountId}
            person={person}
            checked={chosen.has(person.accountId)}
            onToggle={() => toggle(person)}
          />
        ))}
        {people.length === 0 && (
          <li className="px-3 py-2.5 text-sm text-ink-soft">
            {searching ? texts.groups.loading : texts.groups.noneFound}
          </li>
        )}
      </ul>
    </div>
  );
}

interface PersonChoiceProps {
  readonly person: Person;
  readonly checked: boolean;
  readonly onToggle: () => void;
}

function PersonChoice({ person: { accountId, nickname }, checked, onToggle }: PersonChoiceProps) {
  return (
    <li>
      <label className="flex min-h-12 cursor-pointer items-center gap-3 px-3 py-1.5 hover:bg-raised">
        <input
          type="checkbox"
          checked={checked}
          onChange={onToggle}
          data-testid="group-person"
          data-account={accountId}
          className="size-5 shrink-0 accent-(--color-accent)"
        />
        <Avatar nickname={nickname} className="size-8 text-xs" />
        <PersonName name={nickname} className="min-w-0 flex-1 truncate" />
      </label>
    </li>
  );
}
