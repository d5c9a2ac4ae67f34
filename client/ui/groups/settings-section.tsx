// What the owner decides of a group, and the ways out of it.
import { useState } from 'react';
import type { GroupDetails } from '../../../protocol/messages/group-model.ts';
import { Button } from '../parts/button.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { Question } from './question.tsx';
import { Section } from './section.tsx';
import { useAsking } from './use-asking.ts';

export function SettingsSection({ details }: { readonly details: GroupDetails }) {
  const texts = useTexts();
  const { conversation, isPublic, showsHistory, ownRole } = details;
  const asking = useAsking();
  const [question, setQuestion] = useState<'leave' | 'dissolve'>();
  const isOwner = ownRole === 'owner';
  const configure = (change: { readonly isPublic?: boolean; readonly showsHistory?: boolean }) =>
    void asking.ask('group:configure', { conversation, ...change });
  const goOn = async (what: 'leave' | 'dissolve') => {
    const name = what === 'leave' ? 'conversation:leave' : 'group:dissolve';
    if ((await asking.ask(name, { conversation })) !== undefined) setQuestion(undefined);
  };
  const open = (what: 'leave' | 'dissolve') => {
    asking.clear();
    setQuestion(what);
  };
  return (
    <Section title={texts.groups.settings}>
      {isOwner && (
        <>
          <SwitchField
            label={texts.groups.isPublic}
            hint={texts.groups.isPublicHint}
            checked={isPublic}
            onChange={(checked) => configure({ isPublic: checked })}
          />
          <SwitchField
            label={texts.groups.showsHistory}
            hint={texts.groups.showsHistoryHint}
            checked={showsHistory}
            onChange={(checked) => configure({ showsHistory: checked })}
          />
        </>
      )}
      {question === undefined && <Complaint sentence={asking.complaint} />}
      <div className="flex flex-wrap gap-2">
        <Button data-testid="group-leave" onClick={() => open('leave')}>
          {texts.groups.leave}
        </Button>
        {isOwner && (
          <Button look="danger" data-testid="group-dissolve" onClick={() => open('dissolve')}>
            {texts.groups.dissolve}
          </Button>
        )}
      </div>
      {question !== undefined && (
        <Question
          title={texts.groups[question]}
          sentences={
            question === 'dissolve'
              ? [texts.groups.dissolveQuestion]
              : [texts.groups.leaveQuestion, ...(isOwner ? [texts.groups.leaveOwner] : [])]
          }
          busy={asking.busy}
          complaint={asking.complaint}
          onYes={() => void goOn(question)}
          onNo={() => setQuestion(undefined)}
        />
      )}
    </Section>
  );
}
