// Applications to a group, answered by its owner and admins.
import { useEffect, useState } from 'react';
import type { GroupApplication, GroupDetails } from '../../../protocol/messages/group-model.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { Section } from './section.tsx';
import { useAsking } from './use-asking.ts';

export function ApplicationsSection({ details }: { readonly details: GroupDetails }) {
  const texts = useTexts();
  const { groups } = useActions();
  const { conversation, applications: count } = details;
  const [shown, setShown] = useState<readonly GroupApplication[]>([]);
  const { busy, complaint, ask } = useAsking();
  // The first page; the next comes as these are answered.
  useEffect(() => {
    if (count === 0) return undefined;
    let isOver = false;
    const read = async () => {
      const { value } = await groups.read('group:applications', { conversation });
      if (!isOver && value !== undefined) setShown(value.applications);
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [groups, conversation, count]);
  const answer = async (accountId: string, accept: boolean) => {
    if ((await ask('group:answer-application', { conversation, accountId, accept })) === undefined) return;
    setShown((before) => before.filter((each) => each.accountId !== accountId));
  };
  if (count === 0 || shown.length === 0) return null;
  return (
    <Section title={`${texts.groups.applications} (${shown.length})`}>
      <Complaint sentence={complaint} />
      <ul className="flex flex-col gap-3">
        {shown.map(({ accountId, nickname, word }) => (
          <li key={accountId} data-testid="group-application" data-account={accountId}>
            <div className="flex items-center gap-3">
              <Avatar nickname={nickname} className="size-9 text-sm" />
              <span className="min-w-0 flex-1">
                <PersonName name={nickname} className="block truncate" />
                <bdi className="block text-sm break-words text-ink-soft">{word}</bdi>
              </span>
            </div>
            <div className="mt-2 flex gap-2">
              <Button
                look="primary"
                busy={busy}
                data-testid="group-application-accept"
                onClick={() => void answer(accountId, true)}
              >
                {texts.groups.accept}
              </Button>
              <Button disabled={busy} onClick={() => void answer(accountId, false)}>
                {texts.groups.refuse}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
