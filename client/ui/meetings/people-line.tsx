// The people of a meeting in one line: some by name, the others by number. Used by the rows of meetings.
import { Fragment } from 'react';
import { PersonName } from '../parts/person-name.tsx';

interface PeopleLineProps {
  readonly nicknames: readonly string[];
  /** All of them; without it, those by name. */
  readonly count?: number;
}

export function PeopleLine({ nicknames, count = nicknames.length }: PeopleLineProps) {
  const others = count - nicknames.length;
  return (
    <>
      {nicknames.map((nickname, index) => (
        <Fragment key={`${index} ${nickname}`}>
          {index > 0 && ', '}
          <PersonName name={nickname} />
        </Fragment>
      ))}
      {others > 0 && `${nicknames.length > 0 ? ', ' : ''}+${others}`}
    </>
  );
}
