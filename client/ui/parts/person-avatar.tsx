// A person by their picture, where the account knows one and it can be opened; by initials elsewhere.
import { useState } from 'react';
import { useMeeting } from '../state/meeting-context.ts';
import { Avatar } from './avatar.tsx';
import { classNames } from './class-names.ts';

interface PersonAvatarProps {
  readonly accountId: string;
  readonly nickname: string;
  /** Known from elsewhere, of people who are no contacts. */
  readonly pictureId?: string | undefined;
  /** Sets size and type size. */
  readonly className: string;
}

/** Decorative: the name stands beside it. */
export function PersonAvatar({ accountId, nickname, pictureId, className }: PersonAvatarProps) {
  const known = useMeeting((state) =>
    state.account?.accountId === accountId
      ? state.profile.own?.pictureId
      : state.contacts.byId.get(accountId)?.pictureId,
  );
  const ticket = useMeeting((state) => state.profile.ticket);
  const [failed, setFailed] = useState<string>();
  const id = known ?? pictureId;
  if (id === undefined || ticket === undefined || failed === id)
    return <Avatar nickname={nickname} className={className} />;
  return (
    <img
      src={`/api/people/pictures/${id}?by=${encodeURIComponent(ticket)}`}
      alt=""
      aria-hidden="true"
      loading="lazy"
      decoding="async"
      draggable={false}
      data-testid="person-picture"
      onError={() => setFailed(id)}
      className={classNames('shrink-0 rounded-full bg-raised object-cover', className)}
    />
  );
}
