// Looks for people while one types: by nickname soon, by phone number only when typing has come to rest, since each try is a guess.
import { useEffect, useState } from 'react';
import { normalizePhone } from '../../../protocol/account/identity.ts';
import type { FoundPerson } from '../../../protocol/people/model.ts';
import { namePrefixOf } from '../../../messages/contacts/name-prefix.ts';
import type { Problem } from '../../app/meeting-model.ts';
import { useActions } from '../state/meeting-context.ts';

const nameRestMs = 300;
const phoneRestMs = 1000;
/** Shorter ones are the beginning of a number. */
const phoneDigitsMin = 7;

export type PeopleSearch =
  /** Too little was typed to look for anybody. */
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly people: readonly FoundPerson[] }
  | { readonly state: 'refused'; readonly problem: Problem };

interface Sought {
  readonly by: 'phone' | 'name';
  readonly text: string;
}

function soughtIn(query: string): Sought | undefined {
  const phone = normalizePhone(query);
  if (phone !== undefined) return phone.length < phoneDigitsMin ? undefined : { by: 'phone', text: phone };
  return namePrefixOf(query) === undefined ? undefined : { by: 'name', text: query.trim() };
}

export function usePeopleSearch(query: string): PeopleSearch {
  const { contacts } = useActions();
  const sought = soughtIn(query);
  const { by, text } = sought ?? {};
  const [found, setFound] = useState<{ readonly text: string; readonly search: PeopleSearch }>();
  useEffect(() => {
    if (by === undefined || text === undefined) return;
    let isOver = false;
    const look = async () => {
      const answer = await (by === 'phone' ? contacts.findPhone(text) : contacts.findName(text));
      if (isOver) return;
      const search: PeopleSearch =
        'code' in answer ? { state: 'refused', problem: answer } : { state: 'done', people: answer };
      setFound({ text, search });
    };
    const timer = setTimeout(() => void look(), by === 'phone' ? phoneRestMs : nameRestMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [by, text, contacts]);
  if (sought === undefined) return { state: 'idle' };
  return found?.text === sought.text ? found.search : { state: 'running' };
}
