// People of this server whom the search found, and who are not in the list below already.
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { ContactRow } from './contact-row.tsx';
import { usePeopleSearch } from './use-people-search.ts';

interface FoundPeopleProps {
  readonly query: string;
  readonly openId: string | undefined;
  /** Who stands in the list below already. */
  readonly isListed: (accountId: string) => boolean;
}

export function FoundPeople({ query, openId, isListed }: FoundPeopleProps) {
  const texts = useTexts();
  const search = usePeopleSearch(query);
  const { first, now } = useProblemSentence(search.state === 'refused' ? search.problem : undefined);
  const people = search.state === 'done' ? search.people.filter(({ accountId }) => !isListed(accountId)) : [];
  return (
    <section aria-label={texts.contacts.onServer} className="shrink-0 px-2">
      <output className="block px-3 text-sm text-ink-soft empty:hidden">
        {search.state === 'running' && texts.contacts.searching}
        {search.state === 'done' && search.people.length === 0 && texts.contacts.nothingFound}
        {search.state === 'idle' && texts.contacts.typeMore}
        {now !== undefined && (
          <>
            <span className="sr-only">{first}</span>
            <span aria-hidden="true" className="text-danger-ink">
              {now}
            </span>
          </>
        )}
      </output>
      {people.length > 0 && (
        <>
          <h2 className="px-3 pt-1 pb-1 text-xs font-medium text-ink-soft">{texts.contacts.onServer}</h2>
          <ul className="max-h-72 overflow-y-auto">
            {people.map((person) => (
              <li key={person.accountId}>
                <ContactRow person={person} isOpen={person.accountId === openId} testId="contact-result" />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
