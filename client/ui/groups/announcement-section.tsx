// The announcement of a group in its details: written, withdrawn, and who has read it.
import { type SubmitEvent, useState } from 'react';
import { announcementMax } from '../../../protocol/messages/group-limits.ts';
import type { GroupDetails } from '../../../protocol/messages/group-model.ts';
import { Button } from '../parts/button.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { inputClass } from '../parts/text-field.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { Section } from './section.tsx';
import { useAsking } from './use-asking.ts';

export function AnnouncementSection({ details }: { readonly details: GroupDetails }) {
  const texts = useTexts();
  const { conversation, announcement, memberCount, ownRole } = details;
  const { busy, complaint, ask } = useAsking();
  const [text, setText] = useState('');
  const isAdmin = ownRole !== 'member';
  if (!isAdmin && announcement === undefined) return null;
  const announce = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    if ((await ask('group:announce', { conversation, text: text.trim() })) !== undefined) setText('');
  };
  return (
    <Section title={texts.groups.announcement}>
      {announcement !== undefined && (
        <>
          <p className="text-[0.9375rem] whitespace-pre-wrap">
            <bdi>{announcement.text}</bdi>
          </p>
          <p className="text-sm text-ink-soft" data-testid="group-announcement-count">
            {texts.groups.confirmed(announcement.confirmedCount, memberCount)}
          </p>
          {isAdmin && (
            <>
              <Confirmations key={announcement.number} details={details} />
              <Button
                look="quiet"
                className="self-start"
                busy={busy}
                onClick={() => void ask('group:announce', { conversation })}
              >
                {texts.groups.withdraw}
              </Button>
            </>
          )}
        </>
      )}
      {isAdmin && (
        <form noValidate onSubmit={(event) => void announce(event)} className="flex flex-col gap-2">
          <textarea
            aria-label={texts.groups.announcement}
            value={text}
            rows={3}
            maxLength={announcementMax}
            data-testid="group-announcement-input"
            onChange={({ target }) => setText(target.value)}
            className={`${inputClass} h-auto py-2`}
          />
          <p className="text-sm text-ink-soft">{texts.groups.announceHint}</p>
          <Complaint sentence={complaint} />
          <Button type="submit" busy={busy} className="self-start" data-testid="group-announcement-submit">
            {texts.groups.announce}
          </Button>
        </form>
      )}
    </Section>
  );
}

/** Names on demand, a page at a time. */
function Confirmations({ details }: { readonly details: GroupDetails }) {
  const texts = useTexts();
  const { groups } = useActions();
  const [shown, setShown] = useState<{
    readonly members: readonly { readonly accountId: string; readonly nickname: string }[];
    readonly more: boolean;
  }>();
  const show = async () => {
    const after = shown?.members.at(-1)?.accountId;
    const { value } = await groups.read('group:confirmations', {
      conversation: details.conversation,
      ...(after !== undefined && { after }),
    });
    if (value !== undefined)
      setShown({ members: [...(shown?.members ?? []), ...value.members], more: value.more });
  };
  return (
    <>
      {shown !== undefined && (
        <ul className="text-sm">
          {shown.members.map(({ accountId, nickname }) => (
            <li key={accountId}>
              <PersonName name={nickname} />
            </li>
          ))}
        </ul>
      )}
      {(shown === undefined || shown.more) && (
        <Button look="quiet" className="self-start" onClick={() => void show()}>
          {shown === undefined ? texts.groups.whoConfirmed : texts.groups.more}
        </Button>
      )}
    </>
  );
}
