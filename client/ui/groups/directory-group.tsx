// One group of the directory: opened by its members, applied to by others.
import { type SubmitEvent, useState } from 'react';
import { applicationWordMax } from '../../../protocol/messages/group-limits.ts';
import type { GroupCard } from '../../../protocol/messages/group-model.ts';
import { formatAddress } from '../address/address.ts';
import { Button, buttonClass } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { focusField } from './focus-field.ts';
import { GroupCardRow } from './group-card.tsx';
import { useAsking } from './use-asking.ts';

interface DirectoryGroupProps {
  readonly group: GroupCard;
  readonly onChanged: (group: GroupCard) => void;
}

export function DirectoryGroup({ group, onChanged }: DirectoryGroupProps) {
  const texts = useTexts();
  const [applying, setApplying] = useState(false);
  const [word, setWord] = useState('');
  const { busy, complaint, ask } = useAsking();
  const { conversation, title, memberCount, standing } = group;
  const apply = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await ask('group:apply', { conversation, word: word.trim() });
    if (answer === undefined) return;
    setApplying(false);
    onChanged(answer.group);
  };
  return (
    <>
      <GroupCardRow title={title} memberCount={memberCount}>
        {standing === 'member' && (
          <a
            className={buttonClass('secondary')}
            href={formatAddress({ kind: 'chats', conversationId: conversation })}
          >
            {texts.groups.open}
          </a>
        )}
        {standing === 'outside' && !applying && (
          <Button data-testid="group-apply" onClick={() => setApplying(true)}>
            {texts.groups.apply}
          </Button>
        )}
        {standing === 'applied' && (
          <p className="text-sm text-ink-soft" data-testid="group-applied">
            {texts.groups.applied}
          </p>
        )}
        {standing === 'refused' && <p className="text-sm text-ink-soft">{texts.groups.refused}</p>}
      </GroupCardRow>
      {applying && (
        <form noValidate onSubmit={(event) => void apply(event)} className="flex flex-col gap-3 px-4 pb-4">
          <TextField
            label={texts.groups.word}
            value={word}
            onValueChange={setWord}
            maxLength={applicationWordMax}
            ref={focusField}
            autoComplete="off"
            data-testid="group-word"
          />
          <Complaint sentence={complaint} />
          <div className="flex gap-2">
            <Button type="submit" look="primary" busy={busy} data-testid="group-apply-submit">
              {texts.groups.sendApplication}
            </Button>
            <Button onClick={() => setApplying(false)}>{texts.actions.cancel}</Button>
          </div>
        </form>
      )}
    </>
  );
}
