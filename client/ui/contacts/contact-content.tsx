// A person's profile, and what one may do: ask, answer, write, keep notes, block, remove.
import { UserRoundSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Contact, Person } from '../../../protocol/people/model.ts';
import type { AreaProps } from '../shell/area.ts';
import { ContentTitle } from '../shell/content-title.tsx';
import { Page } from '../shell/page.tsx';
import { PersonAvatar } from '../parts/person-avatar.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { ContactNotes } from './contact-notes.tsx';
import { nameOf } from './plan-rows.ts';
import { PresenceDot } from './presence-dot.tsx';
import { ProfileActions } from './profile-actions.tsx';

export function ContactContent({ address }: AreaProps) {
  const texts = useTexts();
  const accountId = address.kind === 'contacts' ? address.accountId : undefined;
  if (accountId !== undefined) return <Profile key={accountId} accountId={accountId} />;
  return (
    <div className="m-auto flex flex-col items-center gap-3 p-8 text-center text-ink-soft">
      <UserRoundSearch aria-hidden="true" className="size-10" />
      <p className="max-w-72">{texts.contacts.choose}</p>
    </div>
  );
}

/** Who is no contact is asked for; `undefined` until the server has answered, or where there is no such person. */
function usePerson(accountId: string): {
  readonly person: Person | Contact | undefined;
  readonly isKnown: boolean;
} {
  const { contacts } = useActions();
  const contact = useMeeting((state) => state.contacts.byId.get(accountId));
  const [stranger, setStranger] = useState<{ readonly person: Person | undefined }>();
  const isContact = contact !== undefined;
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const person = await contacts.read(accountId);
      if (!isOver) setStranger({ person });
    };
    if (!isContact) void look();
    return () => {
      isOver = true;
    };
  }, [accountId, isContact, contacts]);
  return { person: contact ?? stranger?.person, isKnown: isContact || stranger !== undefined };
}

function Profile({ accountId }: { readonly accountId: string }) {
  const texts = useTexts();
  const { person, isKnown } = usePerson(accountId);
  const isMe = useMeeting((state) => state.account?.accountId === accountId);
  const list = { address: { kind: 'contacts' }, name: texts.contacts.title } as const;
  return (
    <Page>
      <article className="mx-auto w-full max-w-xl" data-testid="contact-profile" data-account={accountId}>
        <ContentTitle list={list} className="sr-only">
          {person === undefined ? texts.contacts.title : <PersonName name={nameOf(person)} />}
        </ContentTitle>
        {person === undefined && (
          <p className="text-ink-soft">{isKnown ? texts.contacts.unknownPerson : texts.contacts.loading}</p>
        )}
        {person !== undefined && (
          <section className="rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-7">
            <ProfileHead person={person} />
            {isMe ? (
              <p className="mt-5 text-ink-soft">{texts.contacts.thisIsYou}</p>
            ) : (
              <>
                <ProfileActions person={person} />
                {'relation' in person && person.relation === 'contact' && (
                  <ContactNotes key={person.change} contact={person} />
                )}
              </>
            )}
          </section>
        )}
      </article>
    </Page>
  );
}

function ProfileHead({ person }: { readonly person: Person & { readonly remark?: string | undefined } }) {
  const texts = useTexts();
  const { accountId, pictureId, nickname, formerNickname, about, remark } = person;
  return (
    <header className="flex items-center gap-4">
      <span className="relative shrink-0">
        <PersonAvatar
          accountId={accountId}
          nickname={nickname}
          pictureId={pictureId}
          className="size-18 text-2xl"
        />
        <PresenceDot accountId={accountId} />
      </span>
      <div className="min-w-0 flex-1">
        <p aria-hidden="true" className="text-xl font-semibold wrap-anywhere">
          <PersonName name={nameOf({ nickname, ...(remark !== undefined && { remark }) })} />
        </p>
        {remark !== undefined && (
          <p className="text-sm wrap-anywhere text-ink-soft">
            {texts.contacts.nickname} <PersonName name={nickname} />
          </p>
        )}
        {formerNickname !== undefined && (
          <p className="text-sm wrap-anywhere text-warning-ink" data-testid="contact-former">
            {texts.contacts.former} <PersonName name={formerNickname} />
          </p>
        )}
        {about !== undefined && (
          <p className="mt-1 wrap-anywhere text-ink-soft">
            <bdi>{about}</bdi>
          </p>
        )}
      </div>
    </header>
  );
}
