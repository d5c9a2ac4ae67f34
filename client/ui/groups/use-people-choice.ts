// People chosen for a group: contacts in order of their names, and others that a search found. Used by the dialogs that add people.
import { useMemo, useState } from 'react';
import type { Person } from '../../../protocol/people/model.ts';
import { usePeopleSearch } from '../contacts/use-people-search.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { offeredPeople } from './offered-people.ts';

export interface PeopleChoice {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** Those on offer now; who was chosen stays among them. */
  readonly people: readonly Person[];
  readonly chosen: ReadonlyMap<string, Person>;
  readonly toggle: (person: Person) => void;
  readonly searching: boolean;
  readonly clear: () => void;
}

/** @param without accounts that are not on offer */
export function usePeopleChoice(without: ReadonlySet<string>): PeopleChoice {
  const contacts = useMeeting((state) => state.contacts.byId);
  const ownId = useMeeting((state) => state.account?.accountId);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, Person>>(new Map());
  const search = usePeopleSearch(query);
  const found = search.state === 'done' ? search.people : undefined;
  const people = useMemo(
    () =>
      offeredPeople({ contacts: [...contacts.values()], found: found ?? [], chosen, query }).filter(
        ({ accountId }) => accountId !== ownId && !without.has(accountId),
      ),
    [contacts, found, chosen, query, ownId, without],
  );
  const toggle = (person: Person): void => {
    const next = new Map(chosen);
    if (!next.delete(person.accountId)) next.set(person.accountId, person);
    setChosen(next);
  };
  const clear = (): void => {
    setQuery('');
    setChosen(new Map());
  };
  return { query, setQuery, people, chosen, toggle, searching: search.state === 'running', clear };
}
