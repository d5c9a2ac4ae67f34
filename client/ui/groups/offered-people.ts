// Whom a dialog offers for a group. Pure.
import type { Contact, Person } from '../../../protocol/people/model.ts';
import { nameOf } from '../contacts/plan-rows.ts';

interface Offer {
  readonly contacts: readonly Contact[];
  /** By a search among all people. */
  readonly found: readonly Person[];
  readonly chosen: ReadonlyMap<string, Person>;
  /** What was typed. */
  readonly query: string;
}

/** Rows that a list without scrolling of its own holds. */
const offeredMax = 200;

/** Chosen people first, then contacts whose name holds what was typed, then others that were found; each once. */
export function offeredPeople({ contacts, found, chosen, query }: Offer): Person[] {
  const wanted = query.trim().toLowerCase();
  const matching = contacts
    .filter(({ relation, blocked }) => relation === 'contact' && !blocked)
    .filter((contact) =>
      [nameOf(contact), contact.nickname, contact.sortKey].some((name) =>
        name.toLowerCase().includes(wanted),
      ),
    )
    .sort((one, other) => (one.sortKey < other.sortKey ? -1 : 1));
  const offered = new Map<string, Person>();
  for (const person of [...chosen.values(), ...matching, ...found]) {
    if (!offered.has(person.accountId)) offered.set(person.accountId, person);
  }
  return [...offered.values()].slice(0, offeredMax + chosen.size);
}
