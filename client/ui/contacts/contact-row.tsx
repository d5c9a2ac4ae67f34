// One person in the list of contacts; it leads to the profile.
import { Star } from 'lucide-react';
import type { Contact, Person } from '../../../protocol/people/model.ts';
import { formatAddress } from '../address/address.ts';
import { PersonAvatar } from '../parts/person-avatar.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { nameOf } from './plan-rows.ts';
import { PresenceDot } from './presence-dot.tsx';

export const rowClass =
  'flex min-h-15 items-center gap-3 rounded-xl px-3 py-2 transition-colors hover:bg-raised aria-[current=page]:bg-accent-soft';

interface ContactRowProps {
  readonly person: Person & Partial<Pick<Contact, 'remark' | 'starred' | 'word' | 'relation'>>;
  readonly isOpen: boolean;
  readonly testId: 'contact-item' | 'contact-result';
}

export function ContactRow({ person, isOpen, testId }: ContactRowProps) {
  const { accountId, nickname, pictureId, about, word, relation, starred } = person;
  const isRequest = relation === 'received' || relation === 'sent';
  const line = (isRequest ? word : undefined) ?? about;
  return (
    <a
      href={formatAddress({ kind: 'contacts', accountId })}
      aria-current={isOpen ? 'page' : undefined}
      data-testid={testId}
      data-account={accountId}
      data-relation={relation}
      className={rowClass}
    >
      <span className="relative shrink-0">
        <PersonAvatar
          accountId={accountId}
          nickname={nickname}
          pictureId={pictureId}
          className="size-10 text-sm"
        />
        <PresenceDot accountId={accountId} />
      </span>
      <span className="min-w-0 flex-1">
        <PersonName name={nameOf(person)} className="block truncate font-medium" />
        {line !== undefined && line !== '' && (
          <bdi className="block truncate text-sm text-ink-soft">{line}</bdi>
        )}
      </span>
      {starred === true && (
        <Star aria-hidden="true" className="size-4 shrink-0 fill-current text-accent-ink" />
      )}
    </a>
  );
}
