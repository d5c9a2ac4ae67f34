// What one keeps of a contact for oneself: another name and labels. The contact sees nothing of it.
import { useState } from 'react';
import type { Contact } from '../../../protocol/people/model.ts';
import { labelMax, labelsPerContactMax, remarkMax } from '../../../protocol/people/people-limits.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { useAsking } from './use-asking.ts';

/** Labels as they are typed: with commas of any script between them. */
export function readLabels(typed: string): string[] {
  const labels = typed.split(/[,，、;；]/).map((label) => label.trim().slice(0, labelMax).trim());
  return [...new Set(labels.filter((label) => label !== ''))].slice(0, labelsPerContactMax);
}

export function ContactNotes({ contact }: { readonly contact: Contact }) {
  const texts = useTexts();
  const { contacts } = useActions();
  const { accountId } = contact;
  const asking = useAsking();
  const { now } = useProblemSentence(asking.problem);
  const [remark, setRemark] = useState(contact.remark ?? '');
  const [labels, setLabels] = useState(contact.labels.join(', '));
  const isChanged = remark.trim() !== (contact.remark ?? '') || labels !== contact.labels.join(', ');
  return (
    <form
      className="mt-6 flex flex-col gap-4 border-t border-line pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        void asking.ask(() =>
          contacts.edit({ accountId, remark: remark.trim(), labels: readLabels(labels) }),
        );
      }}
    >
      <TextField
        label={texts.contacts.remark}
        hint={texts.contacts.remarkHint}
        value={remark}
        onValueChange={setRemark}
        maxLength={remarkMax}
        autoComplete="off"
        data-testid="contact-remark"
        complaint={now}
      />
      <TextField
        label={texts.contacts.labels}
        hint={texts.contacts.labelsHint}
        value={labels}
        onValueChange={setLabels}
        maxLength={300}
        autoComplete="off"
        data-testid="contact-labels"
      />
      <Button type="submit" className="self-start" busy={asking.busy} disabled={!isChanged}>
        {texts.actions.save}
      </Button>
    </form>
  );
}
