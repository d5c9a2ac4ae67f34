// Invitation links of a group: made, copied, ended.
import { Link } from 'lucide-react';
import { useState } from 'react';
import type { GroupDetails } from '../../../protocol/messages/group-model.ts';
import type { Member } from '../../../protocol/messages/model.ts';
import { formatAddress } from '../address/address.ts';
import { Button } from '../parts/button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { inputClass } from '../parts/text-field.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { Section } from './section.tsx';
import { useAsking } from './use-asking.ts';

const linkDays = 7;

interface LinkSectionProps {
  readonly details: GroupDetails;
  readonly members: readonly Member[];
  readonly ownId: string | undefined;
}

export function LinkSection({ details, members, ownId }: LinkSectionProps) {
  const texts = useTexts();
  const { conversation, links } = details;
  const { busy, complaint, ask } = useAsking();
  /** Told once, when the link is made. */
  const [secret, setSecret] = useState<string>();
  const own = links.find(({ inviterId }) => inviterId === ownId);
  const address =
    own === undefined || secret === undefined
      ? undefined
      : `${location.origin}${location.pathname}${formatAddress({ kind: 'group-link', secret })}`;
  const make = async () =>
    setSecret((await ask('group:make-link', { conversation, days: linkDays }))?.secret);
  const nameOf = (id: string) => members.find(({ accountId }) => accountId === id)?.nickname ?? '';
  const day = new Intl.DateTimeFormat(texts.tag, { dateStyle: 'medium' });
  return (
    <Section title={texts.groups.link}>
      <p className="text-sm text-ink-soft">{texts.groups.linkHint}</p>
      {address !== undefined && (
        <>
          <input
            readOnly
            aria-label={texts.groups.link}
            value={address}
            data-testid="group-link"
            onFocus={({ target }) => target.select()}
            className={`${inputClass} text-sm`}
          />
          <CopyButton label={texts.groups.copyLink} text={address} />
        </>
      )}
      <ul className="flex flex-col gap-1 text-sm">
        {links.map(({ inviterId, joinedCount, expiresAtMs }) => (
          <li key={inviterId} className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 flex-1">
              <bdi>{texts.groups.linkOf(nameOf(inviterId), joinedCount, day.format(expiresAtMs))}</bdi>
            </span>
            <Button
              look="quiet"
              onClick={() => void ask('group:revoke-link', { conversation, accountId: inviterId })}
            >
              {texts.groups.endLink}
            </Button>
          </li>
        ))}
      </ul>
      <Complaint sentence={complaint} />
      <Button busy={busy} className="self-start" data-testid="group-make-link" onClick={() => void make()}>
        <Link aria-hidden="true" className="size-4.5" />
        {own === undefined ? texts.groups.makeLink : texts.groups.newLink}
      </Button>
    </Section>
  );
}
